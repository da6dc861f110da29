package dev.quiver.functions.cluster;

import java.util.Arrays;

/**
 * Up to {@value #ROWS} vectors turned into columns, so that their products with one vector after
 * the other run in vector instructions.
 *
 * <p>For one thread. Products are summed in float, in the order of the elements.
 */
final class ColumnBlock {
  static final int ROWS = 256;
  private static final int TERMS = 4;

  private final int dimension;
  private final float[][] columns;

  ColumnBlock(int dimension) {
    this.dimension = dimension;
    int padded = (dimension + TERMS - 1) / TERMS * TERMS;
    this.columns = new float[padded][ROWS];
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
    int from = vector * dimension;
    int i = 0;
    for (; i + TERMS <= dimension; i += TERMS) {
      add4(
          columns[i],
          columns[i + 1],
          columns[i + 2],
          columns[i + 3],
          vectors[from + i],
          vectors[from + i + 1],
          vectors[from + i + 2],
          vectors[from + i + 3],
          out,
          count);
    }
    for (; i < dimension; i++) {
      add1(columns[i], vectors[from + i], out, count);
    }
  }

  // Separate arrays under one index, four terms, in a method of its own: so C2 vectorises it on 17.
  static void add4(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float q0,
      float q1,
      float q2,
      float q3,
      float[] out,
      int count) {
    for (int j = 0; j < count; j++) {
      out[j] = out[j] + x0[j] * q0 + x1[j] * q1 + x2[j] * q2 + x3[j] * q3;
    }
  }

  private static void add1(float[] x, float q, float[] out, int count) {
    for (int j = 0; j < count; j++) {
      out[j] = out[j] + x[j] * q;
    }
  }
}
