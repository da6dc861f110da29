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
}
