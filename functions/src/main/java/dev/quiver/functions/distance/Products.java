package dev.quiver.functions.distance;

/** Sums of products; of a vector with itself, its squared norm. */
final class Products implements LaneTerms, ProductTerms {
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
  public float sum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
    float sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }

  @Override
  public void sums(float[] rows, int first, float[] query, float[] sums, int at) {
    int dimension = query.length;
    int second = first + dimension;
    int third = second + dimension;
    int fourth = third + dimension;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < dimension; i++) {
      float q = query[i];
      s0 += rows[first + i] * q;
      s1 += rows[second + i] * q;
      s2 += rows[third + i] * q;
      s3 += rows[fourth + i] * q;
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
  }

  @Override
  public void norms(float[] rows, int first, int dimension, float[] sums, int at) {
    int second = first + dimension;
    int third = second + dimension;
    int fourth = third + dimension;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < dimension; i++) {
      s0 += rows[first + i] * rows[first + i];
      s1 += rows[second + i] * rows[second + i];
      s2 += rows[third + i] * rows[third + i];
      s3 += rows[fourth + i] * rows[fourth + i];
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
  }
}
