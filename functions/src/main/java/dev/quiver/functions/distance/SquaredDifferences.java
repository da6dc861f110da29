package dev.quiver.functions.distance;

/** Sums of squared differences. */
final class SquaredDifferences implements LaneTerms {
  @Override
  public void addPair(float[] x0, float[] x1, float[] q0, float[] q1, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      float d0 = x0[j] - q0[j];
      float d1 = x1[j] - q1[j];
      lanes[j] = lanes[j] + d0 * d0 + d1 * d1;
    }
  }

  @Override
  public void addPiece(float[] a, int aFrom, float[] b, int bFrom, float[] lanes, int count) {
    for (int j = 0; j < count; j++) {
      float difference = a[aFrom + j] - b[bFrom + j];
      lanes[j] += difference * difference;
    }
  }

  @Override
  public float sum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
    float sum = 0;
    for (int i = 0; i < dimension; i++) {
      float difference = a[aFrom + i] - b[bFrom + i];
      sum += difference * difference;
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
      float d0 = rows[first + i] - q;
      float d1 = rows[second + i] - q;
      float d2 = rows[third + i] - q;
      float d3 = rows[fourth + i] - q;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
  }
}
