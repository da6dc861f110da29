package dev.quiver.functions.quantiser;

import dev.quiver.functions.distance.Metric;

/**
 * Brings vectors of a metric into a space where nearer means smaller by squared L2, so that one
 * clustering and one quantiser serve L2, cosine and inner product; and Hamming distance, of bits as
 * floats 0 and 1, for which a score is the distance itself.
 *
 * <p>Vectors are normalised (cosine) or multiplied by a power of two (so that nothing over- or
 * underflows), then a mean is taken off. A <i>score</i> is then |x − q|² for L2 and cosine; for the
 * inner product it is |x − q|² − |x|², with |x| before the mean is taken off, which is |q|² − 2⟨x,
 * q⟩. Scores order vectors as their distances do. Immutable; safe for any number of threads.
 */
public final class MetricSpace {
  /** Vectors longer than so many times the usual one are left out: sums would lose all others. */
  private static final double LONGEST = 1e6;

  private final Metric metric;
  private final float scale;
  private final float[] mean;

  /** Where a vector is in the space. */
  public enum Place {
    INSIDE,
    /** Too long to be compared in float. */
    OUTSIDE,
    /** It has no distance to anything. */
    NOWHERE
  }

  /**
   * @param metric L2, COSINE, NEGATIVE_INNER_PRODUCT or HAMMING
   * @param scale a power of two; 1 for cosine and bits
   */
  public MetricSpace(Metric metric, float scale, float[] mean) {
    boolean right =
        switch (metric) {
          case L2, NEGATIVE_INNER_PRODUCT -> Float.isFinite(scale) && scale > 0;
          case COSINE, HAMMING -> scale == 1;
          case L2_SQUARED, L1, JACCARD -> false;
        };
    if (!right) {
      throw new IllegalArgumentException(metric + " scaled by " + scale);
    }
    this.metric = metric;
    this.scale = scale;
    this.mean = mean.clone();
  }

  /**
   * The power of two that brings vectors of a usual squared length to a length of about one per
   * element.
   */
  public static float scaleFor(Metric metric, double usualSquaredLength, int dimension) {
    double perElement = Math.sqrt(usualSquaredLength / dimension);
    boolean asTheyAre = metric == Metric.COSINE || metric == Metric.HAMMING;
    if (asTheyAre || !(perElement > 0) || !Double.isFinite(perElement)) {
      return 1;
    }
    int exponent = Math.max(-120, Math.min(120, -Math.getExponent(perElement)));
    return (float) Math.scalb(1.0, exponent);
  }

  public Metric metric() {
    return metric;
  }

  public float scale() {
    return scale;
  }

  public float[] mean() {
    return mean.clone();
  }

  public int dimension() {
    return mean.length;
  }

  /** Brings a vector into the space; {@code out} is undefined unless it is inside. */
  public Place map(float[] rows, int from, float[] out, int to) {
    double squared = squaredLength(rows, from);
    double factor = scale;
    if (metric == Metric.COSINE) {
      if (squared == 0) {
        return Place.NOWHERE;
      }
      factor = 1 / Math.sqrt(squared);
    } else if (squared * scale * scale > LONGEST * LONGEST * mean.length) {
      return Place.OUTSIDE;
    }
    for (int i = 0; i < mean.length; i++) {
      out[to + i] = (float) (rows[from + i] * factor) - mean[i];
    }
    return Place.INSIDE;
  }

  /** What the score of a vector has beyond the squared L2 distance in the space. */
  public float scoreOffset(float[] rows, int from) {
    return metric == Metric.NEGATIVE_INNER_PRODUCT
        ? (float) -(squaredLength(rows, from) * scale * scale)
        : 0;
  }

  /** Likewise of a vector that is in the space already. */
  public float mappedScoreOffset(float[] mapped, int from) {
    if (metric != Metric.NEGATIVE_INNER_PRODUCT) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double value = (double) mapped[from + i] + mean[i];
      sum += value * value;
    }
    return (float) -sum;
  }

  /**
   * The score that a distance of this metric stands for, a little more rather than less.
   *
   * @param squaredQueryLength of the query as it was given
   */
  public float score(double distance, double squaredQueryLength) {
    if (distance == Double.POSITIVE_INFINITY) {
      return Float.POSITIVE_INFINITY;
    }
    double factor = (double) scale * scale;
    double score =
        switch (metric) {
          case L2 -> distance < 0 ? distance : distance * distance * factor;
          case COSINE -> 2 * distance;
          case HAMMING -> distance;
          default -> factor * (squaredQueryLength + 2 * distance);
        };
    return Math.nextUp((float) (score + Math.abs(score) * 1e-5));
  }

  public double squaredLength(float[] rows, int from) {
    double sum = 0;
    for (int i = from; i < from + mean.length; i++) {
      sum += (double) rows[i] * rows[i];
    }
    return sum;
  }
}
