package dev.quiver.functions.distance;

/**
 * Sums over vectors that lie in columns: all first elements in one array, all second elements in
 * the next, one vector per index.
 *
 * <p>The shape that the JIT vectorises without the Vector API, for blocks of 256 vectors and more
 * that stay in cache. Summed in float, in the order of the elements, and not guarded against
 * overflow or denormals, unlike {@link FloatDistance}: for ranking candidates that are compared
 * exactly afterwards. Stateless, safe for any number of threads, the same bits on every machine.
 */
public abstract class ColumnSums {
  private static final int TERMS = 4;
  private static final ColumnSums SQUARED_DIFFERENCES = new ColumnSquaredDifferences();
  private static final ColumnSums PRODUCTS = new ColumnProducts();
  private static final ColumnSums ABSOLUTE_DIFFERENCES = new ColumnAbsoluteDifferences();

  ColumnSums() {}

  /** Sums of squared differences. */
  public static ColumnSums ofSquaredDifferences() {
    return SQUARED_DIFFERENCES;
  }

  /** Sums of products: the inner product, not its negative. */
  public static ColumnSums ofProducts() {
    return PRODUCTS;
  }

  /** Sums of absolute differences. */
  public static ColumnSums ofAbsoluteDifferences() {
    return ABSOLUTE_DIFFERENCES;
  }

  /**
   * Adds to each of the first {@code count} sums what its vector comes to with one other vector.
   *
   * @param columns one array per element, each of at least {@code count}
   * @param other holds the other vector's {@code columns.length} elements from {@code from} on
   * @param sums may start anywhere, as a norm or a partial sum
   */
  public final void add(float[][] columns, float[] other, int from, float[] sums, int count) {
    int i = 0;
    for (; i + TERMS <= columns.length; i += TERMS) {
      add4(
          columns[i],
          columns[i + 1],
          columns[i + 2],
          columns[i + 3],
          other[from + i],
          other[from + i + 1],
          other[from + i + 2],
          other[from + i + 3],
          sums,
          count);
    }
    for (; i < columns.length; i++) {
      add1(columns[i], other[from + i], sums, count);
    }
  }

  // Separate arrays under one index, four terms added from left to right, in a method of its own:
  // C2 on 17 vectorises this, and neither eight terms nor two sums of four (see ProductPairs).
  abstract void add4(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float q0,
      float q1,
      float q2,
      float q3,
      float[] sums,
      int count);

  abstract void add1(float[] x, float q, float[] sums, int count);
}
