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
}
