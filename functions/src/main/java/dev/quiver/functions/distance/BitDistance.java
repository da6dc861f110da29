package dev.quiver.functions.distance;

/**
 * One metric over bit vectors that lie packed, row after row, in a heap array.
 *
 * <p>A vector of n bits takes {@code (n + 7) / 8} bytes, its stride; unused bits of the last byte
 * must be zero. Stateless, safe for any number of threads, exact.
 */
public interface BitDistance {
  /**
   * Distances of the first rows of a block to a query, whose length is the stride.
   *
   * @param rows at least {@code rowCount * query.length} bytes, row after row from index 0
   * @param out receives {@code rowCount} distances from index 0
   */
  void distances(byte[] rows, int rowCount, byte[] query, double[] out);

  /** Distance between two slices of {@code stride} bytes. */
  double distance(byte[] a, int aOffset, byte[] b, int bOffset, int stride);
}
