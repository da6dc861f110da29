package dev.quiver.storage.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * So many rows of a search, the nearest by their estimates, to be compared exactly in the end. For
 * one thread.
 */
final class EstimatedRows {
  private record Row(float estimate, FragmentRows source, int row) {}

  private final int most;
  private final PriorityQueue<Row> farthestFirst =
      new PriorityQueue<>(Comparator.comparingDouble(Row::estimate).reversed());

  EstimatedRows(int most) {
    this.most = most;
  }

  boolean isFull() {
    return farthestFirst.size() == most;
  }

  /** Rows estimated to be farther are of no use any more. */
  float threshold() {
    Row farthest = farthestFirst.peek();
    return farthest == null || farthestFirst.size() < most
        ? Float.POSITIVE_INFINITY
        : farthest.estimate;
  }

  void offer(float estimate, FragmentRows source, int row) {
    if (estimate < threshold() || farthestFirst.size() < most) {
      if (farthestFirst.size() == most) {
        farthestFirst.poll();
      }
      farthestFirst.add(new Row(estimate, source, row));
    }
  }

  /** Compares them all, those of a fragment together. */
  void compare(ExactRows exact) {
    Row[] rows = farthestFirst.toArray(new Row[0]);
    Arrays.sort(
        rows,
        Comparator.comparingInt((Row row) -> row.source.fragment()).thenComparingInt(Row::row));
    for (int i = 0; i < rows.length; i++) {
      boolean last = i + 1 == rows.length || rows[i + 1].source != rows[i].source;
      if (exact.add(rows[i].row) || last) {
        exact.flush(rows[i].source);
      }
    }
    farthestFirst.clear();
  }
}
