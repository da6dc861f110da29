package dev.quiver.storage.graph;

import java.util.Arrays;

/**
 * A graph that is being made: for every row and layer, its neighbours, in int arrays. Half as many
 * neighbours again as a file has fit, so that what is too much is taken away only now and then.
 *
 * <p>For M = 16 it takes some 210 bytes a row. Rows may be changed by different threads, a row by
 * one.
 */
final class Layers {
  private static final int BLOCK_ROWS = 4_096;
  private static final int NO_ROW = -1;

  private final int neighbours;
  private final int[][] lowest;
  private final byte[] tops;
  private final int[][] upper;
  private int entry = NO_ROW;

  Layers(int rows, int neighbours) {
    this.neighbours = neighbours;
    this.tops = new byte[rows];
    Arrays.fill(tops, (byte) -1);
    this.lowest = new int[(rows + BLOCK_ROWS - 1) / BLOCK_ROWS][];
    for (int block = 0; block < lowest.length; block++) {
      int size = Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS);
      lowest[block] = new int[size * (1 + capacity(0))];
    }
    this.upper = new int[(rows + BLOCK_ROWS - 1) / BLOCK_ROWS][];
  }

  int rows() {
    return tops.length;
  }

  int neighbours() {
    return neighbours;
  }

  /** Neighbours that a row has on a layer at most, once it is trimmed. */
  int most(int layer) {
    return GraphShape.most(neighbours, layer);
  }

  /** Neighbours that fit. */
  int capacity(int layer) {
    return most(layer) + most(layer) / 2;
  }

  /** The highest layer that a row is in; −1 if in none. */
  int top(int row) {
    return tops[row];
  }

  /** The row in the highest layer where walks begin; −1 if there is none. */
  int entry() {
    return entry;
  }

  void enterAt(int row) {
    entry = row;
  }

  /** Puts a row into layers 0 to {@code top}, without neighbours. For one thread at a time. */
  void add(int row, int top) {
    tops[row] = (byte) top;
    if (top > 0) {
      int block = row / BLOCK_ROWS;
      int[] directory = upper[block];
      int width = 1 + capacity(1);
      int starts = BLOCK_ROWS;
      int used = directory == null ? starts : directory.length;
      int[] grown =
          directory == null
              ? new int[starts + top * width]
              : Arrays.copyOf(directory, used + top * width);
      grown[row % BLOCK_ROWS] = used;
      upper[block] = grown;
    }
  }

  private int[] array(int row, int layer) {
    return layer == 0 ? lowest[row / BLOCK_ROWS] : upper[row / BLOCK_ROWS];
  }

  private int start(int row, int layer) {
    int inBlock = row % BLOCK_ROWS;
    return layer == 0
        ? inBlock * (1 + capacity(0))
        : upper[row / BLOCK_ROWS][inBlock] + (layer - 1) * (1 + capacity(1));
  }

  int count(int row, int layer) {
    return array(row, layer)[start(row, layer)];
  }

  /** Writes a row's neighbours to {@code out}; returns how many. */
  int neighbours(int row, int layer, int[] out) {
    int[] array = array(row, layer);
    int start = start(row, layer);
    System.arraycopy(array, start + 1, out, 0, array[start]);
    return array[start];
  }

  /** Gives a row these neighbours. */
  void set(int row, int layer, int[] rows, int count) {
    int[] array = array(row, layer);
    int start = start(row, layer);
    array[start] = count;
    System.arraycopy(rows, 0, array, start + 1, count);
  }

  /** Gives a row one neighbour more; false if none fits. */
  boolean join(int row, int layer, int neighbour) {
    int[] array = array(row, layer);
    int start = start(row, layer);
    if (array[start] == capacity(layer)) {
      return false;
    }
    array[start + 1 + array[start]++] = neighbour;
    return true;
  }
}
