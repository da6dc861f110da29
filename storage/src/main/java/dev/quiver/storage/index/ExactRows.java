package dev.quiver.storage.index;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;

/** Compares rows exactly, some at a time. For one thread. */
final class ExactRows {
  static final int BATCH = 16;

  private final FloatDistance kernel;
  private final float[] query;
  private final Found found;
  private final int[] rows = new int[BATCH];
  private final float[] vectors;
  private final double[] distances = new double[BATCH];
  private int count;
  private long compared;

  ExactRows(Metric metric, float[] query, Found found) {
    this.kernel = Distances.of(metric);
    this.query = query;
    this.found = found;
    this.vectors = new float[BATCH * query.length];
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
    for (int row = 0; row < source.reader().physicalRows(); row++) {
      if (source.has(row) && add(row)) {
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
    boolean[] nulls = source.reader().gatherVectors(source.column(), rows, count, vectors);
    kernel.distances(vectors, count, query, distances);
    for (int i = 0; i < count; i++) {
      if (nulls == null || !nulls[i]) {
        found.offer(distances[i], source.fragment(), rows[i]);
      }
    }
    compared += count;
    count = 0;
  }
}
