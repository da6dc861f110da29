package dev.quiver.functions.distance;

/** A metric that is a function of one sum: L2, squared L2, inner product, L1. */
final class SummedDistance implements FloatDistance {
  private final Metric metric;
  private final RowTerms terms;

  SummedDistance(Metric metric, RowTerms terms) {
    this.metric = metric;
    this.terms = terms;
  }

  @Override
  public void distances(float[] rows, int rowCount, float[] query, double[] out) {
    Blocks.check(rows.length, rowCount, query.length, out.length);
    int dimension = query.length;
    RowShape shape = RowShape.of(dimension);
    LaneTerms lanes = RowSum.lanes(terms, shape);
    if (lanes == null) {
      fours(rows, rowCount, query, out);
      return;
    }
    if (!Blocks.paysFor(rowCount)) {
      RowSum rowSum = new RowSum(terms, shape);
      for (int row = 0; row < rowCount; row++) {
        float sum = rowSum.sum(rows, row * dimension, query, 0);
        out[row] = finish(sum, rows, row * dimension, query, 0, dimension);
      }
      return;
    }
    RowBlock block = new RowBlock(shape, query, rowCount);
    float[] sums = new float[block.capacity()];
    for (int first = 0; first < rowCount; first += block.capacity()) {
      int count = Math.min(block.capacity(), rowCount - first);
      block.sum(lanes, rows, first, count, sums, null);
      for (int i = 0; i < count; i++) {
        out[first + i] = finish(sums[i], rows, (first + i) * dimension, query, 0, dimension);
      }
    }
  }

  private void fours(float[] rows, int rowCount, float[] query, double[] out) {
    float[] sums = new float[Math.min(rowCount, Blocks.ROWS)];
    for (int first = 0; first < rowCount; first += sums.length) {
      int count = Math.min(sums.length, rowCount - first);
      RowFours.sums(terms, rows, first, count, query, sums);
      for (int i = 0; i < count; i++) {
        out[first + i] = finish(sums[i], rows, (first + i) * query.length, query, 0, query.length);
      }
    }
  }

  @Override
  public double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    float sum = new RowSum(terms, RowShape.of(dimension)).sum(a, aOffset, b, bOffset);
    return finish(sum, a, aOffset, b, bOffset, dimension);
  }

  private double finish(float sum, float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    boolean trusted = metric == Metric.L1 ? SafeRange.notOverflown(sum) : SafeRange.holds(sum);
    if (!trusted) {
      return NaiveDistances.distance(metric, a, aOffset, b, bOffset, dimension);
    }
    return switch (metric) {
      case L2 -> Math.sqrt(sum);
      case NEGATIVE_INNER_PRODUCT -> -sum;
      case L2_SQUARED, L1 -> sum;
      case COSINE, HAMMING, JACCARD -> throw new IllegalStateException(metric + " is no sum");
    };
  }
}
