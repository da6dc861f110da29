package dev.quiver.functions.distance;

/** Sums of products over columns. */
final class ColumnProducts extends ColumnSums {
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
      sums[j] = sums[j] + x0[j] * q0 + x1[j] * q1 + x2[j] * q2 + x3[j] * q3;
    }
  }

  @Override
  void add1(float[] x, float q, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] = sums[j] + x[j] * q;
    }
  }
}
