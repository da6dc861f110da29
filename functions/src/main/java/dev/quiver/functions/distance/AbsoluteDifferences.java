package dev.quiver.functions.distance;

/** Sums of absolute differences. */
final class AbsoluteDifferences implements LaneTerms {
  @Override
  public void addPair(float[] x0, float[] x1, float[] q0, float[] q1, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      lanes[j] = lanes[j] + Math.abs(x0[j] - q0[j]) + Math.abs(x1[j] - q1[j]);
    }
  }

  @Override
  public void addPiece(float[] a, int aFrom, float[] b, int bFrom, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      lanes[j] += Math.abs(a[aFrom + j] - b[bFrom + j]);
    }
  }

  @Override
  public float sum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
    float sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += Math.abs(a[aFrom + i] - b[bFrom + i]);
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
      s0 += Math.abs(rows[first + i] - q);
      s1 += Math.abs(rows[second + i] - q);
      s2 += Math.abs(rows[third + i] - q);
      s3 += Math.abs(rows[fourth + i] - q);
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
  }
}
