package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThat;

/** The one check that every kernel must pass and every planted fault must fail. */
final class KernelCheck {
  private KernelCheck() {}

  /** Blocks and slices against the naive twin, and against each other bit for bit. */
  static void agreesWithNaive(
      Metric metric, FloatDistance kernel, float[] rows, int rowCount, float[] query) {
    int dimension = query.length;
    double[] out = new double[rowCount + 1];
    out[rowCount] = 42;
    kernel.distances(rows, rowCount, query, out);
    assertThat(out[rowCount]).as("element behind the last distance").isEqualTo(42);
    for (int row = 0; row < rowCount; row++) {
      int offset = row * dimension;
      String what = metric + ", dimension " + dimension + ", row " + row + " of " + rowCount;
      double expected = NaiveDistances.distance(metric, rows, offset, query, 0, dimension);
      if (Double.isNaN(expected)) {
        assertThat(out[row]).as(what).isNaN();
      } else {
        double allowed =
            FloatDistance.errorBound(dimension) * scale(metric, expected, rows, offset, query);
        assertThat(Math.abs(out[row] - expected))
            .as(what + ": error of " + out[row] + " for " + expected)
            .isLessThanOrEqualTo(allowed);
      }
      double alone = kernel.distance(rows, offset, query, 0, dimension);
      assertThat(Double.doubleToRawLongBits(alone))
          .as(what + ": " + alone + " alone, " + out[row] + " in a block")
          .isEqualTo(Double.doubleToRawLongBits(out[row]));
    }
  }

  /** Blocks and slices of packed bits, which are exact. */
  static void agreesWithNaive(
      Metric metric, BitDistance kernel, byte[] rows, int rowCount, byte[] query) {
    double[] out = new double[rowCount];
    kernel.distances(rows, rowCount, query, out);
    for (int row = 0; row < rowCount; row++) {
      int offset = row * query.length;
      double expected = NaiveDistances.distance(metric, rows, offset, query, 0, query.length);
      assertThat(out[row]).as(metric + ", row " + row).isEqualTo(expected);
      assertThat(kernel.distance(rows, offset, query, 0, query.length)).isEqualTo(expected);
    }
  }

  /** What the error bound is relative to. */
  private static double scale(
      Metric metric, double expected, float[] rows, int offset, float[] query) {
    return switch (metric) {
      case L2, L2_SQUARED, L1 -> expected;
      case COSINE -> 1;
      case NEGATIVE_INNER_PRODUCT -> {
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
          sum += Math.abs((double) rows[offset + i] * query[i]);
        }
        yield sum;
      }
      case HAMMING, JACCARD -> throw new IllegalArgumentException(metric.name());
    };
  }
}
