package dev.quiver.functions.distance;

/** Sums the rows of a block that are too short for lanes: four at a time, then one by one. */
final class ShortRows {
  private ShortRows() {}

  /** Sums of the terms of rows {@code [first, first + count)}. */
  static void sums(
      LaneTerms terms, float[] rows, int first, int count, float[] query, float[] sums) {
    int dimension = query.length;
    int row = 0;
    for (; row + 3 < count; row += 4) {
      terms.shortSums(rows, (first + row) * dimension, query, sums, row);
    }
    for (; row < count; row++) {
      sums[row] = terms.shortSum(rows, (first + row) * dimension, query, 0, dimension);
    }
  }

  /** Squared norms of rows {@code [first, first + count)}. */
  static void norms(
      Products products, float[] rows, int first, int count, int dimension, float[] norms) {
    int row = 0;
    for (; row + 3 < count; row += 4) {
      Products.shortNorms(rows, (first + row) * dimension, dimension, norms, row);
    }
    for (; row < count; row++) {
      int at = (first + row) * dimension;
      norms[row] = products.shortSum(rows, at, rows, at, dimension);
    }
  }
}
