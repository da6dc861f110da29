package dev.quiver.functions.distance;

/** Sums of squared differences over columns. */
final class ColumnSquaredDifferences extends ColumnSums {
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
      float d0 = x0[j] - q0;
      float d1 = x1[j] - q1;
      float d2 = x2[j] - q2;
      float d3 = x3[j] - q3;
      sums[j] = sums[j] + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  @Override
  void add1(float[] x, float q, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      float d = x[j] - q;
      sums[j] = sums[j] + d * d;
    }
  }
}
