package dev.quiver.storage.index;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.IndexMethod;
import java.util.List;

/**
 * The method of an index for which none was asked for, and why that one. Tables grow, and an index
 * keeps its method: so what counts is what does not change with the number of rows.
 */
public record MethodChoice(IndexMethod method, String reason) {
  /** Codes of so few elements rule out too little. */
  private static final int FEW_ELEMENTS = 4;

  /**
   * Chooses.
   *
   * @param able those that have all options that were given: one, or all that there are by lists
   *     for the metric among them
   * @param rows of the table
   */
  public static MethodChoice of(List<IndexMethod> able, Metric metric, long rows, int dimension) {
    if (able.size() == 1) {
      return new MethodChoice(able.get(0), "only it has these options");
    }
    if (metric.overBits()) {
      return new MethodChoice(
          IndexMethod.IVF_FLAT, "rows of bits take no more room than codes would");
    }
    if (dimension <= FEW_ELEMENTS) {
      return new MethodChoice(
          IndexMethod.IVF_FLAT,
          "vectors of " + dimension + " elements take no more room than codes would");
    }
    return new MethodChoice(
        IndexMethod.IVF_RQ,
        rows < FragmentIndexer.LARGE_ROWS
            ? "it goes on well when a table of " + rows + " rows grows"
            : "it is the fastest to make and to search with " + dimension + " elements");
  }
}
