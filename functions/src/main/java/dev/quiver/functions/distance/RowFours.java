package dev.quiver.functions.distance;

/** Sums the rows of a block without lanes: four at a time, then one by one. */
final class RowFours {
  private RowFours() {}

  /** Sums of the terms of rows {@code [first, first + count)}. */
  static void sums(
      RowTerms terms, float[] rows, int first, int count, float[] query, float[] sums) {
    int dimension = query.length;
    int row = 0;
    for (; row + 3 < count; row += 4) {
      terms.sums(rows, (first + row) * dimension, query, sums, row);
    }
    for (; row < count; row++) {
      sums[row] = terms.sum(rows, (first + row) * dimension, query, 0, dimension);
    }
  }

  /** Squared norms of rows {@code [first, first + count)}. */
  static void norms(
      ProductTerms products, float[] rows, int first, int count, int dimension, float[] norms) {
    int row = 0;
    for (; row + 3 < count; row += 4) {
      products.norms(rows, (first + row) * dimension, dimension, norms, row);
    }
    for (; row < count; row++) {
      int at = (first + row) * dimension;
      norms[row] = products.sum(rows, at, rows, at, dimension);
    }
  }
}
