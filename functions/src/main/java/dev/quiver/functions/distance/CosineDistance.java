package dev.quiver.functions.distance;

/**
 * Cosine distance from three sums: the product and both squared norms.
 *
 * <p>All three are summed in the same order, so that the distance between equal vectors is exactly
 * zero.
 */
final class CosineDistance implements FloatDistance {
  private final ProductTerms products;

  CosineDistance(ProductTerms products) {
    this.products = products;
  }

  @Override
  public void distances(float[] rows, int rowCount, float[] query, double[] out) {
    Blocks.check(rows.length, rowCount, query.length, out.length);
    int dimension = query.length;
    RowShape shape = RowShape.of(dimension);
    RowSum rowSum = new RowSum(products, shape);
    float queryNorm = rowSum.sum(query, 0, query, 0);
    LaneTerms lanes = RowSum.lanes(products, shape);
    if (lanes == null) {
      fours(rows, rowCount, query, queryNorm, out);
      return;
    }
    if (!Blocks.paysFor(rowCount)) {
      for (int row = 0; row < rowCount; row++) {
        out[row] = distance(rowSum, rows, row * dimension, query, queryNorm);
      }
      return;
    }
    RowBlock block = new RowBlock(shape, query, rowCount);
    float[] dots = new float[block.capacity()];
    float[] norms = new float[block.capacity()];
    for (int first = 0; first < rowCount; first += block.capacity()) {
      int count = Math.min(block.capacity(), rowCount - first);
      block.sum(lanes, rows, first, count, dots, norms);
      for (int i = 0; i < count; i++) {
        out[first + i] =
            trusted(norms[i], queryNorm)
                ? finish(dots[i], norms[i], queryNorm)
                : naive(rows, (first + i) * dimension, query, 0, dimension);
      }
    }
  }

  private void fours(float[] rows, int rowCount, float[] query, float queryNorm, double[] out) {
    int dimension = query.length;
    float[] dots = new float[Math.min(rowCount, Blocks.ROWS)];
    float[] norms = new float[dots.length];
    for (int first = 0; first < rowCount; first += dots.length) {
      int count = Math.min(dots.length, rowCount - first);
      RowFours.sums(products, rows, first, count, query, dots);
      RowFours.norms(products, rows, first, count, dimension, norms);
      for (int i = 0; i < count; i++) {
        out[first + i] =
            trusted(norms[i], queryNorm)
                ? finish(dots[i], norms[i], queryNorm)
                : naive(rows, (first + i) * dimension, query, 0, dimension);
      }
    }
  }

  @Override
  public double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    RowSum rowSum = new RowSum(products, RowShape.of(dimension));
    float aNorm = rowSum.sum(a, aOffset, a, aOffset);
    float bNorm = rowSum.sum(b, bOffset, b, bOffset);
    return trusted(aNorm, bNorm)
        ? finish(rowSum.sum(a, aOffset, b, bOffset), aNorm, bNorm)
        : naive(a, aOffset, b, bOffset, dimension);
  }

  private double distance(RowSum rowSum, float[] rows, int offset, float[] query, float queryNorm) {
    float norm = rowSum.sum(rows, offset, rows, offset);
    return trusted(norm, queryNorm)
        ? finish(rowSum.sum(rows, offset, query, 0), norm, queryNorm)
        : naive(rows, offset, query, 0, query.length);
  }

  private static boolean trusted(float aNorm, float bNorm) {
    return SafeRange.holds(aNorm) && SafeRange.holds(bNorm);
  }

  /** The product of two floats is exact in double, so equal vectors give a cosine of exactly 1. */
  private static double finish(float dot, float aNorm, float bNorm) {
    double cosine = dot / Math.sqrt((double) aNorm * bNorm);
    return 1 - Math.max(-1, Math.min(1, cosine));
  }

  private static double naive(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    return NaiveDistances.distance(Metric.COSINE, a, aOffset, b, bOffset, dimension);
  }
}
