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
  public float sum(float[] a, int aOffset, float[] b, int bOffset, RowShape shape) {
    int dimension = shape.dimension();
    int stride = shape.pieceLength();
    float sum = 0;
    int j = 0;
    for (int full = shape.fullLanes(); j + 3 < full; j += 4) {
      float lane0 = 0;
      float lane1 = 0;
      float lane2 = 0;
      float lane3 = 0;
      for (int i = j; i < dimension; i += stride) {
        lane0 += Math.abs(a[aOffset + i] - b[bOffset + i]);
        lane1 += Math.abs(a[aOffset + i + 1] - b[bOffset + i + 1]);
        lane2 += Math.abs(a[aOffset + i + 2] - b[bOffset + i + 2]);
        lane3 += Math.abs(a[aOffset + i + 3] - b[bOffset + i + 3]);
      }
      sum += (lane0 + lane1) + (lane2 + lane3);
    }
    for (; j < stride; j += 4) {
      float lane0 = lane(a, aOffset, b, bOffset, shape, j);
      float lane1 = lane(a, aOffset, b, bOffset, shape, j + 1);
      float lane2 = lane(a, aOffset, b, bOffset, shape, j + 2);
      float lane3 = lane(a, aOffset, b, bOffset, shape, j + 3);
      sum += (lane0 + lane1) + (lane2 + lane3);
    }
    return sum;
  }

  private static float lane(
      float[] a, int aOffset, float[] b, int bOffset, RowShape shape, int lane) {
    float sum = 0;
    for (int i = lane; i < shape.dimension(); i += shape.pieceLength()) {
      sum += Math.abs(a[aOffset + i] - b[bOffset + i]);
    }
    return sum;
  }
}
