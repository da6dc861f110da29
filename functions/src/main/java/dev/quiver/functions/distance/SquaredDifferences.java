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
        float d0 = a[aOffset + i] - b[bOffset + i];
        float d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
        float d2 = a[aOffset + i + 2] - b[bOffset + i + 2];
        float d3 = a[aOffset + i + 3] - b[bOffset + i + 3];
        lane0 += d0 * d0;
        lane1 += d1 * d1;
        lane2 += d2 * d2;
        lane3 += d3 * d3;
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
      float difference = a[aOffset + i] - b[bOffset + i];
      sum += difference * difference;
    }
    return sum;
  }
}
