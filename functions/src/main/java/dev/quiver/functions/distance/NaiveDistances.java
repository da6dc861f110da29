package dev.quiver.functions.distance;

/**
 * Every metric as its definition says, one element at a time and in double precision.
 *
 * <p>The oracle of the kernels' tests and benchmarks, and what a kernel falls back to where float
 * sums overflow or underflow. For finite floats nothing here can overflow.
 */
public final class NaiveDistances {
  private NaiveDistances() {}

  /** The distance between two slices of float vectors, for a metric over floats. */
  public static double distance(
      Metric metric, float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    return switch (metric) {
      case L2 -> Math.sqrt(squaredL2(a, aOffset, b, bOffset, dimension));
      case L2_SQUARED -> squaredL2(a, aOffset, b, bOffset, dimension);
      case COSINE -> cosine(a, aOffset, b, bOffset, dimension);
      case NEGATIVE_INNER_PRODUCT -> 0.0 - dot(a, aOffset, b, bOffset, dimension);
      case L1 -> l1(a, aOffset, b, bOffset, dimension);
      case HAMMING, JACCARD -> throw new IllegalArgumentException(metric + " is over bits");
    };
  }

  /** The distance between two slices of packed bits, for a metric over bits. */
  public static double distance(
      Metric metric, byte[] a, int aOffset, byte[] b, int bOffset, int stride) {
    int both = 0;
    int either = 0;
    for (int bit = 0; bit < 8 * stride; bit++) {
      boolean inA = (a[aOffset + bit / 8] >> (bit % 8) & 1) == 1;
      boolean inB = (b[bOffset + bit / 8] >> (bit % 8) & 1) == 1;
      both += inA && inB ? 1 : 0;
      either += inA || inB ? 1 : 0;
    }
    return switch (metric) {
      case HAMMING -> either - both;
      case JACCARD -> either == 0 ? 0 : 1 - (double) both / either;
      case L2, L2_SQUARED, COSINE, NEGATIVE_INNER_PRODUCT, L1 ->
          throw new IllegalArgumentException(metric + " is over floats");
    };
  }

  /**
   * What {@link ColumnSums} adds for the vector of one index: the distance to a slice, for the
   * inner product with the sign turned.
   */
  static double columnSum(Metric metric, float[][] columns, int index, float[] other, int from) {
    float[] vector = new float[columns.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = columns[i][index];
    }
    double distance = distance(metric, vector, 0, other, from, vector.length);
    return metric == Metric.NEGATIVE_INNER_PRODUCT ? 0.0 - distance : distance;
  }

  private static double squaredL2(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double difference = (double) a[aOffset + i] - b[bOffset + i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double dot(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += (double) a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  private static double l1(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += Math.abs((double) a[aOffset + i] - b[bOffset + i]);
    }
    return sum;
  }

  private static double cosine(float[] a, int aOffset, float[] b, int bOffset, int dimension) {
    double aNorm = Math.sqrt(dot(a, aOffset, a, aOffset, dimension));
    double bNorm = Math.sqrt(dot(b, bOffset, b, bOffset, dimension));
    double cosine = dot(a, aOffset, b, bOffset, dimension) / aNorm / bNorm;
    return 1 - Math.max(-1, Math.min(1, cosine));
  }
}
