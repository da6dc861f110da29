package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an index by the recall that was measured. */
class IndexHealthTest {
  @ParameterizedTest
  @CsvSource({
    "200, 0.96, false, 0",
    "200, 0.95, false, 0",
    "200, 0.945, true, 0",
    "200, 0.93, true, 1",
    "20, 0.93, true, 0",
    "20, 0.91, true, 1"
  })
  void littleBelowThePromiseIsToldAndMuchIsComplainedOf(
      int queries, double recall, boolean below, int complaints) {
    IndexHealth health =
        new IndexHealth(
            new IndexHealth.Rows(1_000, 0, 0),
            false,
            0.95,
            Optional.of(new IndexMeasure(queries, recall, 100, 200)));
    assertThat(health.isBelowPromise()).isEqualTo(below);
    assertThat(health.complaints()).hasSize(complaints);
  }
}
