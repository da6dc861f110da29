package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.posting.GraphModel;
import org.junit.jupiter.api.Test;

class SearchEffortTest {
  @Test
  void walksForVeryManyRowsStillEndByTheirReach() {
    SearchEffort effort = SearchEffort.ofAll(300, 0.5f);
    for (int limit : new int[] {1, 10, 1_000, 99_710, 99_711, 100_000, Integer.MAX_VALUE}) {
      SearchEffort asked = effort.forLimit(limit);
      assertThat(asked.hasReach()).as("limit %d", limit).isTrue();
      assertThat(asked.certainty()).isEqualTo(0.5f);
      assertThat(asked.probes()).isBetween(300, GraphModel.MOST_CANDIDATES - 1);
    }
  }

  @Test
  void walksByCandidatesKeepOneMoreForEachFurtherRow() {
    SearchEffort effort = SearchEffort.ofCandidates(64);
    assertThat(effort.forLimit(10).probes()).isEqualTo(64);
    assertThat(effort.forLimit(25).probes()).isEqualTo(79);
    assertThat(effort.forLimit(1_000_000).probes()).isEqualTo(GraphModel.MOST_CANDIDATES);
    assertThat(effort.forLimit(1_000_000).hasReach()).isFalse();
  }
}
