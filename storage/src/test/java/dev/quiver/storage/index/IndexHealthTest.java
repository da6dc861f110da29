package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of an index by the recall that was measured. */
class IndexHealthTest {
  @ParameterizedTest
  @CsvSource({"0.96, false, 0", "0.95, false, 0", "0.945, true, 0", "0.93, true, 1"})
  void littleBelowThePromiseIsToldAndMuchIsComplainedOf(
      double recall, boolean below, int complaints) {
    IndexHealth health =
        new IndexHealth(
            new IndexHealth.Rows(1_000, 0, 0),
            false,
            0.95,
            Optional.of(new IndexMeasure(200, recall, 100, 200)));
    assertThat(health.isBelowPromise()).isEqualTo(below);
    assertThat(health.complaints()).hasSize(complaints);
  }
}
