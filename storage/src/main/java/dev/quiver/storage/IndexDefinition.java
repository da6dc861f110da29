package dev.quiver.storage;

import dev.quiver.functions.distance.Metric;

/**
 * What was asked for with an index.
 *
 * @param fieldId the vector column
 * @param metric L2, COSINE or NEGATIVE_INNER_PRODUCT
 */
public record IndexDefinition(
    String name, int fieldId, IndexMethod method, Metric metric, IndexParameters parameters) {
  public static final int MAX_LISTS = IndexParameters.MAX_LISTS;

  public IndexDefinition {
    boolean known =
        metric == Metric.L2 || metric == Metric.COSINE || metric == Metric.NEGATIVE_INNER_PRODUCT;
    if (name.isBlank() || !known) {
      throw new IllegalArgumentException("index '" + name + "' by " + metric);
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

  /** Whether distances of a metric are ordered as this index orders them. */
  public boolean serves(Metric asked) {
    return asked == metric || (asked == Metric.L2_SQUARED && metric == Metric.L2);
  }
}
