package dev.quiver.functions.distance;

/**
 * How far apart two vectors of one length are. Smaller is nearer for every metric.
 *
 * <p>The similarities of SQL are derived from these: cosine similarity is {@code 1 - COSINE}, the
 * inner product is {@code -NEGATIVE_INNER_PRODUCT}.
 */
public enum Metric {
  /** Euclidean distance, the square root of {@link #L2_SQUARED}. */
  L2(Elements.FLOATS),
  /** Sum of the squared differences. */
  L2_SQUARED(Elements.FLOATS),
  /** One minus the cosine of the angle, in 0..2; NaN where either vector has only zeros. */
  COSINE(Elements.FLOATS),
  /** Minus the sum of the products; may be negative, and no vector need be nearest to itself. */
  NEGATIVE_INNER_PRODUCT(Elements.FLOATS),
  /** Sum of the absolute differences. */
  L1(Elements.FLOATS),
  /** Number of bits that differ. */
  HAMMING(Elements.BITS),
  /** One minus shared bits over bits set in either, in 0..1; 0 between two vectors without bits. */
  JACCARD(Elements.BITS);

  /** What the vectors of a metric are made of. */
  public enum Elements {
    FLOATS,
    BITS
  }

  private final Elements elements;

  Metric(Elements elements) {
    this.elements = elements;
  }

  public Elements elements() {
    return elements;
  }

  public boolean overFloats() {
    return elements == Elements.FLOATS;
  }

  public boolean overBits() {
    return elements == Elements.BITS;
  }
}
