package dev.quiver.planner.operator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The nearest rows of those offered, at most so many: a heap with the farthest on top.
 *
 * <p>Of equally near rows those with the lowest addresses stay, in whatever order they come.
 */
final class NearestRows {
  private final int limit;
  private double[] distances = new double[16];
  private long[] rows = new long[16];
  private int size;

  NearestRows(int limit) {
    this.limit = limit;
  }

  int size() {
    return size;
  }

  /** What a row must not be farther than to be kept. */
  double threshold() {
    return size < limit
        ? Double.POSITIVE_INFINITY
        : limit == 0 ? Double.NEGATIVE_INFINITY : distances[0];
  }

  void offer(double distance, long row) {
    if (size < limit) {
      if (size == rows.length) {
        distances = Arrays.copyOf(distances, Growth.capacity(size, size + 1));
        rows = Arrays.copyOf(rows, distances.length);
      }
      siftUp(distance, row);
    } else if (limit > 0 && farther(distances[0], rows[0], distance, row)) {
      siftDown(distance, row);
    }
  }

  private void siftUp(double distance, long row) {
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!farther(distance, row, distances[parent], rows[parent])) {
        break;
      }
      set(at, distances[parent], rows[parent]);
      at = parent;
    }
    set(at, distance, row);
  }

  private void siftDown(double distance, long row) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      boolean right =
          child + 1 < size
              && farther(distances[child + 1], rows[child + 1], distances[child], rows[child]);
      child += right ? 1 : 0;
      if (!farther(distances[child], rows[child], distance, row)) {
        break;
      }
      set(at, distances[child], rows[child]);
      at = child;
    }
    set(at, distance, row);
  }

  private void set(int at, double distance, long row) {
    distances[at] = distance;
    rows[at] = row;
  }

  private static boolean farther(double a, long aRow, double b, long bRow) {
    return a > b || a == b && aRow > bRow;
  }

  /** Positions of the kept rows, nearest first. */
  int[] nearestFirst() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> distances[i]).thenComparingLong(i -> rows[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Positions of the kept rows by address. */
  int[] inRowOrder() {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(i -> rows[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  double distance(int position) {
    return distances[position];
  }

  long row(int position) {
    return rows[position];
  }
}
