package dev.quiver.functions.distance;

import java.util.Arrays;

/**
 * Some vectors turned into columns, so that for one query after the other those that are surely too
 * far are told in vector instructions. The rest must be compared by {@link FloatDistance}, whose
 * results decide.
 *
 * <p>Scores ascend with the distance and are off by rounding; {@link #cut} allows for that, so that
 * a vector whose score is above the cut is farther than the threshold. Where a score is no number,
 * nothing is ruled out. For one thread.
 */
public final class FarFilter {
  /** Half a mebibyte of columns stays in the second cache beside what else is needed. */
  private static final int FLOATS = 1 << 17;

  private static final int LEAST_ROWS = 64;
  private static final int MOST_ROWS = 512;

  /** Beyond such a product of lengths a sum of products may overflow on the way. */
  private static final double SAFE_PRODUCT = 1e37;

  private final Metric metric;
  private final int dimension;
  private final ColumnSums sums;
  private final float[][] columns;
  private final float[] scores;
  private final double error;
  private final float[] query;
  private double longest;
  private double queryLength;

  public FarFilter(Metric metric, int dimension) {
    this.metric = metric;
    this.dimension = dimension;
    this.sums =
        switch (metric) {
          case L2, L2_SQUARED -> ColumnSums.ofSquaredDifferences();
          case L1 -> ColumnSums.ofAbsoluteDifferences();
          case COSINE, NEGATIVE_INNER_PRODUCT -> ColumnSums.ofProducts();
          case HAMMING, JACCARD -> throw new IllegalArgumentException(metric + " is over bits");
        };
    int rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, FLOATS / Math.max(1, dimension)));
    this.columns = new float[dimension][rows];
    this.scores = new float[rows];
    this.query = new float[dimension];
    // Of a sum of so many terms in float, of its inputs, and of the kernel that decides.
    this.error = (dimension + 16) * 0x1p-23 + 4 * FloatDistance.errorBound(dimension);
  }

  /** The most vectors that it takes at a time. */
  public int rows() {
    return scores.length;
  }

  /** Takes the first {@code count} rows. */
  public void load(float[] rows, int count) {
    longest = 0;
    for (int j = 0; j < count; j++) {
      int from = j * dimension;
      double length = metric == Metric.L1 ? 0 : length(rows, from);
      longest = Math.max(longest, length);
      // A zero vector has no angle: its elements become NaN, and so do its scores.
      double factor = metric == Metric.COSINE ? 1 / length : 1;
      for (int i = 0; i < dimension; i++) {
        columns[i][j] = factor == 1 ? rows[from + i] : (float) (rows[from + i] * factor);
      }
    }
  }

  private double length(float[] rows, int from) {
    double sum = 0;
    for (int i = from; i < from + dimension; i++) {
      sum += (double) rows[i] * rows[i];
    }
    return Math.sqrt(sum);
  }

  /** The scores of the first {@code count} rows for a query, until the next call. */
  public float[] scores(float[] queries, int from, int count) {
    queryLength = length(queries, from);
    double factor =
        switch (metric) {
          case COSINE -> -1 / queryLength;
          case NEGATIVE_INNER_PRODUCT -> -1;
          default -> 1;
        };
    for (int i = 0; i < dimension; i++) {
      query[i] = (float) (queries[from + i] * factor);
    }
    Arrays.fill(scores, 0, count, 0);
    sums.add(columns, query, 0, scores, count);
    return scores;
  }

  /** The score above which a row is farther from the last query than a distance. */
  public float cut(double threshold) {
    if (threshold == Double.POSITIVE_INFINITY) {
      return Float.POSITIVE_INFINITY;
    }
    double cut =
        switch (metric) {
          case L2 -> threshold * threshold * (1 + 4 * error);
          case L2_SQUARED, L1 -> Math.abs(threshold) * (1 + 4 * error);
          case COSINE -> threshold - 1 + 2 * error;
          default -> {
            double product = longest * queryLength;
            yield product < SAFE_PRODUCT
                ? threshold + 2 * error * product
                : Double.POSITIVE_INFINITY;
          }
        };
    return Math.nextUp((float) (cut + Float.MIN_NORMAL));
  }
}
