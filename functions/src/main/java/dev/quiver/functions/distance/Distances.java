package dev.quiver.functions.distance;

/** The kernel of each metric. Kernels are shared: stateless and safe for any number of threads. */
public final class Distances {
  private static final FloatDistance L2 =
      new SummedDistance(Metric.L2, Instructions.squaredDifferences());
  private static final FloatDistance L2_SQUARED =
      new SummedDistance(Metric.L2_SQUARED, Instructions.squaredDifferences());
  private static final FloatDistance NEGATIVE_INNER_PRODUCT =
      new SummedDistance(Metric.NEGATIVE_INNER_PRODUCT, Instructions.products());
  private static final FloatDistance L1 =
      new SummedDistance(Metric.L1, Instructions.absoluteDifferences());
  private static final FloatDistance COSINE = new CosineDistance(Instructions.products());
  private static final BitDistance HAMMING = new BitCounts.Hamming();
  private static final BitDistance JACCARD = new BitCounts.Jaccard();

  private Distances() {}

  /** The kernel of a metric over float vectors. */
  public static FloatDistance of(Metric metric) {
    return switch (metric) {
      case L2 -> L2;
      case L2_SQUARED -> L2_SQUARED;
      case COSINE -> COSINE;
      case NEGATIVE_INNER_PRODUCT -> NEGATIVE_INNER_PRODUCT;
      case L1 -> L1;
      case HAMMING, JACCARD -> throw new IllegalArgumentException(metric + " is over bits");
    };
  }

  /** The kernel of a metric over bit vectors. */
  public static BitDistance ofBits(Metric metric) {
    return switch (metric) {
      case HAMMING -> HAMMING;
      case JACCARD -> JACCARD;
      case L2, L2_SQUARED, COSINE, NEGATIVE_INNER_PRODUCT, L1 ->
          throw new IllegalArgumentException(metric + " is over floats");
    };
  }
}
