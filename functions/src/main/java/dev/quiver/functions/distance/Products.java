package dev.quiver.functions.distance;

/** Sums of products; of a vector with itself, its squared norm. */
final class Products implements LaneTerms {
  @Override
  public void addPair(float[] x0, float[] x1, float[] q0, float[] q1, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      lanes[j] = lanes[j] + x0[j] * q0[j] + x1[j] * q1[j];
    }
  }

  @Override
  public void addPiece(float[] a, int aFrom, float[] b, int bFrom, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      lanes[j] += a[aFrom + j] * b[bFrom + j];
    }
  }

  /**
   * Adds the squares of two pieces to the lanes: {@link #addPair} of the pieces with themselves.
   */
  static void addSquares(float[] x0, float[] x1, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      lanes[j] = lanes[j] + x0[j] * x0[j] + x1[j] * x1[j];
    }
  }

  @Override
  public float shortSum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < dimension; i += 4) {
      s0 += a[aFrom + i] * b[bFrom + i];
      s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < dimension; i++) {
      s0 += a[aFrom + i] * b[bFrom + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
