package dev.quiver.functions.distance;

/** Sums of absolute differences over columns. */
final class ColumnAbsoluteDifferences extends ColumnSums {
  @Override
  void add4(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float q0,
      float q1,
      float q2,
      float q3,
      float[] sums,
      int count) {
    for (int j = 0; j < count; j++) {
      sums[j] =
          sums[j]
              + Math.abs(x0[j] - q0)
              + Math.abs(x1[j] - q1)
              + Math.abs(x2[j] - q2)
              + Math.abs(x3[j] - q3);
    }
  }

  @Override
  void add1(float[] x, float q, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] = sums[j] + Math.abs(x[j] - q);
    }
  }
}
