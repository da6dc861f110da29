package dev.quiver.functions.cluster;

import dev.quiver.functions.distance.ColumnSums;
import java.util.Arrays;

/**
 * Up to {@value #ROWS} vectors turned into columns, so that their products with one vector after
 * the other run in vector instructions.
 *
 * <p>For one thread. Products are summed in float, in the order of the elements.
 */
final class ColumnBlock {
  static final int ROWS = 256;

  private final int dimension;
  private final float[][] columns;

  ColumnBlock(int dimension) {
    this.dimension = dimension;
    this.columns = new float[dimension][ROWS];
  }

  /** Takes {@code count} rows from a row number on. */
  void load(float[] rows, int first, int count) {
    for (int j = 0; j < count; j++) {
      loadRow(rows, first + j, j);
    }
  }

  /** Takes one row to a place of the block. */
  void loadRow(float[] rows, int row, int place) {
    int from = row * dimension;
    for (int i = 0; i < dimension; i++) {
      columns[i][place] = rows[from + i];
    }
  }

  /** Sets each place of {@code out} to {@code start} and the product of its row with a vector. */
  void products(float[] vectors, int vector, float start, float[] out, int count) {
    Arrays.fill(out, 0, count, start);
    ColumnSums.ofProducts().add(columns, vectors, vector * dimension, out, count);
  }
}
