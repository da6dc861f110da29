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
  public float shortSum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < dimension; i += 4) {
      float d0 = a[aFrom + i] - b[bFrom + i];
      float d1 = a[aFrom + i + 1] - b[bFrom + i + 1];
      float d2 = a[aFrom + i + 2] - b[bFrom + i + 2];
      float d3 = a[aFrom + i + 3] - b[bFrom + i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < dimension; i++) {
      float difference = a[aFrom + i] - b[bFrom + i];
      s0 += difference * difference;
    }
    return (s0 + s1) + (s2 + s3);
  }
}
