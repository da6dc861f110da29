package dev.quiver.functions.distance;

/**
 * The terms that a metric sums, over rows where they lie.
 *
 * <p>Both methods give the same bits for the same two vectors.
 */
interface RowTerms {
  /** The sum over one pair of vectors. */
  float sum(float[] a, int aFrom, float[] b, int bFrom, int dimension);

  /**
   * The sums of four rows that lie end to end with a query, whose length is the dimension.
   *
   * @param at where the sums go
   */
  void sums(float[] rows, int first, float[] query, float[] sums, int at);
}
