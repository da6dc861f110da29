package dev.quiver.storage;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.format.Envelope;

/**
 * What was asked for with an index.
 *
 * @param fieldId the vector column
 * @param metric L2, COSINE, NEGATIVE_INNER_PRODUCT or, of a column of bits, HAMMING
 */
public record IndexDefinition(
    String name, int fieldId, IndexMethod method, Metric metric, IndexParameters parameters) {
  public static final int MAX_LISTS = IndexParameters.MAX_LISTS;

  public IndexDefinition {
    if (name.isBlank() || !method.serves(metric)) {
      throw new IllegalArgumentException("index '" + name + "' by " + method + " of " + metric);
    }
  }

  /**
   * One by lists.
   *
   * @param lists how many to make; 0 leaves it to the number of rows
   */
  public IndexDefinition(String name, int fieldId, IndexMethod method, Metric metric, int lists) {
    this(name, fieldId, method, metric, IndexParameters.ofLists(lists));
  }

  /** How many lists to make; 0 leaves it to the number of rows. */
  public int lists() {
    return parameters.lists();
  }

  /** The metric as statements and {@code sys.indexes} name it. */
  public String metricName() {
    return switch (metric) {
      case L2 -> "l2";
      case COSINE -> "cosine";
      case NEGATIVE_INNER_PRODUCT -> "dot";
      case HAMMING -> "hamming";
      case L2_SQUARED, L1, JACCARD -> throw new IllegalStateException("no index by " + metric);
    };
  }

  /** What feature flags for readers a manifest with this index has besides that of indexes. */
  public long readerFlags() {
    return method.readerFlags() | (metric.overBits() ? Envelope.BITS : 0);
  }

  /** Whether distances of a metric are ordered as this index orders them. */
  public boolean serves(Metric asked) {
    return asked == metric || (asked == Metric.L2_SQUARED && metric == Metric.L2);
  }
}
