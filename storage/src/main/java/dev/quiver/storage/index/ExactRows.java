package dev.quiver.storage.index;

import dev.quiver.functions.distance.Metric;

/** Compares rows exactly, some at a time. For one thread. */
final class ExactRows {
  static final int BATCH = 16;

  private final RowDistances kernel;
  private final Found found;
  private final int[] rows = new int[BATCH];
  private final double[] distances = new double[BATCH];
  private int count;
  private long compared;

  ExactRows(Metric metric, float[] query, Found found) {
    this.kernel = RowDistances.of(metric, query, BATCH);
    this.found = found;
  }

  long compared() {
    return compared;
  }

  /** Takes a row; true if the batch is full and must be flushed before the next. */
  boolean add(int row) {
    rows[count++] = row;
    return count == BATCH;
  }

  /**
   * Compares all rows of a fragment that may be found.
   *
   * @param check called between batches; may throw
   */
  void compareAll(FragmentRows source, Runnable check) {
    int end = source.reader().physicalRows();
    for (int row = source.next(0); row < end; row = source.next(row + 1)) {
      if (add(row)) {
        check.run();
        flush(source);
      }
    }
    flush(source);
  }

  void flush(FragmentRows source) {
    if (count == 0) {
      return;
    }
    boolean[] nulls = kernel.compute(source.reader(), source.column(), rows, count, distances);
    for (int i = 0; i < count; i++) {
      if (nulls == null || !nulls[i]) {
        found.offer(distances[i], source.fragment(), rows[i]);
      }
    }
    compared += count;
    count = 0;
  }
}
