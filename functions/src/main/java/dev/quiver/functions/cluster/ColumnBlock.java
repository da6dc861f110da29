package dev.quiver.functions.cluster;

import dev.quiver.functions.distance.ColumnSums;
import dev.quiver.functions.distance.ProductPairs;
import java.util.Arrays;

/**
 * Up to {@value #ROWS} vectors turned into columns, so that their products with one vector after
 * the other run in vector instructions.
 *
 * <p>For one thread. Products are summed in float, in the order of the elements.
 */
final class ColumnBlock {
  static final int ROWS = 512;

  /** Floats of a line of the cache. */
  private static final int TILE = 16;

  private final int dimension;
  private final float[][] columns;
  private final int[] starts = new int[ROWS];
  private final float[] sums = new float[ROWS];
  private final float[] nextSums = new float[ROWS];

  /** What is done with the products of the loaded rows and one vector. */
  interface Taker {
    /**
     * @param products one for each row, good until the next call
     */
    void take(int vector, float[] products);
  }

  ColumnBlock(int dimension) {
    this.dimension = dimension;
    this.columns = new float[dimension][ROWS];
  }

  /** Takes {@code count} rows from a row number on. */
  void load(float[] rows, int first, int count) {
    for (int j = 0; j < count; j++) {
      starts[j] = (first + j) * dimension;
    }
    load(rows, count);
  }

  /** Takes the rows {@code first + numbers[from]} and so on. */
  void load(float[] rows, int first, int[] numbers, int from, int count) {
    for (int j = 0; j < count; j++) {
      starts[j] = (first + numbers[from + j]) * dimension;
    }
    load(rows, count);
  }

  /** Some rows at a time, so that lines of the cache are filled, not touched. */
  private void load(float[] rows, int count) {
    for (int j = 0; j < count; j += TILE) {
      int size = Math.min(TILE, count - j);
      for (int i = 0; i < dimension; i++) {
        float[] column = columns[i];
        for (int k = j; k < j + size; k++) {
          column[k] = rows[starts[k] + i];
        }
      }
    }
  }

  /**
   * Hands over the products of the first {@code count} rows with each of some vectors, in order.
   *
   * @param vectors row after row, of which those from one to before another are taken
   * @param starts what the products with each vector are added to
   */
  void products(float[] vectors, int from, int to, float[] starts, int count, Taker taker) {
    int vector = from;
    for (; vector + 1 < to; vector += 2) {
      Arrays.fill(sums, 0, count, starts[vector]);
      Arrays.fill(nextSums, 0, count, starts[vector + 1]);
      ProductPairs.add(columns, vectors, vector * dimension, sums, nextSums, count);
      taker.take(vector, sums);
      taker.take(vector + 1, nextSums);
    }
    if (vector < to) {
      Arrays.fill(sums, 0, count, starts[vector]);
      ColumnSums.ofProducts().add(columns, vectors, vector * dimension, sums, count);
      taker.take(vector, sums);
    }
  }
}
