package dev.quiver.functions.distance;

/**
 * One metric over float vectors that lie row after row in a heap array.
 *
 * <p>Stateless and safe for any number of threads. Both methods give the same bits for the same two
 * vectors, wherever in a block the row lies, so that two plans of one query order their rows alike;
 * on every machine the same ones, but for processes with the Vector API ({@link Instructions}),
 * where they depend on how wide its vectors are.
 *
 * <p>Elements must be finite. Results are then right for every magnitude: where a sum in float
 * leaves the range in which it is accurate (1e30 squared, or denormals), the row is computed again
 * in double. Against {@link NaiveDistances} the relative error is at most {@link #errorBound}; for
 * the inner product it is relative to the sum of the absolute products, and for cosine it is
 * absolute.
 */
public interface FloatDistance {
  /** How far a result may be from the naive twin's: 1e-5 at 100, 6e-6 at 768, 2e-5 at 65,535. */
  static double errorBound(int dimension) {
    return (RowShape.of(dimension).roundings() + 30) * 0x1p-23;
  }

  /**
   * Distances of the first rows of a block to a query, whose length is the dimension.
   *
   * @param rows at least {@code rowCount * query.length} elements, row after row from index 0
   * @param out receives {@code rowCount} distances from index 0
   */
  void distances(float[] rows, int rowCount, float[] query, double[] out);

  /**
   * Distance between two slices; for many rows, {@link #distances} is two to three times faster.
   */
  double distance(float[] a, int aOffset, float[] b, int bOffset, int dimension);
}
