package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FarFilter;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.index.FragmentRows;
import org.jspecify.annotations.Nullable;

/**
 * Compares each row of a fragment with many queries: block by block, so that vectors are read and
 * turned into columns once, and few of them are compared exactly. For one thread.
 */
final class NearestScan {
  /** Queries between two looks at whether the statement is to stop. */
  private static final int UNCHECKED = 32;

  private final ExecutionContext context;
  private final FloatDistance kernel;
  private final FarFilter filter;
  private final int dimension;
  private final int[] rows;
  private final float[] vectors;

  NearestScan(Metric metric, int dimension, ExecutionContext context) {
    this.context = context;
    this.kernel = Distances.of(metric);
    this.filter = new FarFilter(metric, dimension);
    this.dimension = dimension;
    this.rows = new int[filter.rows()];
    this.vectors = new float[filter.rows() * dimension];
  }

  void run(FragmentRows source, NearestBatch.Queries queries, SearchCandidates[] found) {
    int total = source.reader().physicalRows();
    int count = 0;
    for (int row = source.next(0); row < total; row = source.next(row + 1)) {
      rows[count++] = row;
      if (count == rows.length) {
        block(source, count, queries, found);
        count = 0;
      }
    }
    if (count > 0) {
      block(source, count, queries, found);
    }
  }

  private void block(
      FragmentRows source, int count, NearestBatch.Queries queries, SearchCandidates[] found) {
    boolean[] nulls = load(source, count);
    int known = nulls == null ? count : withoutNulls(source, count, nulls, queries, found);
    filter.load(vectors, known);
    int done = 0;
    for (int q : queries.numbers()) {
      if (done++ % UNCHECKED == 0) {
        context.checkCancelled();
      }
      compare(source.fragment(), known, queries.values(), q, found[q]);
    }
  }

  private boolean @Nullable [] load(FragmentRows source, int count) {
    int from = rows[0];
    int to = rows[count - 1] + 1;
    return to - from == count
        ? source.reader().readVectors(source.column(), from, to, vectors)
        : source.reader().gatherVectors(source.column(), rows, count, vectors);
  }

  /** Moves rows that have a vector together; the others have no distance to any query. */
  private int withoutNulls(
      FragmentRows source,
      int count,
      boolean[] nulls,
      NearestBatch.Queries queries,
      SearchCandidates[] found) {
    int known = 0;
    for (int i = 0; i < count; i++) {
      if (nulls[i]) {
        for (int q : queries.numbers()) {
          found[q].offer(Double.NaN, source.fragment(), rows[i]);
        }
      } else {
        System.arraycopy(vectors, i * dimension, vectors, known * dimension, dimension);
        rows[known++] = rows[i];
      }
    }
    return known;
  }

  private void compare(
      int fragment, int count, float[] queries, int query, SearchCandidates found) {
    float[] scores = filter.scores(queries, query * dimension, count);
    double threshold = found.threshold();
    float cut = filter.cut(threshold);
    for (int j = 0; j < count; j++) {
      if (scores[j] > cut) {
        continue;
      }
      double distance =
          kernel.distance(vectors, j * dimension, queries, query * dimension, dimension);
      found.offer(distance, fragment, rows[j]);
      if (found.threshold() != threshold) {
        threshold = found.threshold();
        cut = filter.cut(threshold);
      }
    }
  }
}
