package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.Progress;
import dev.quiver.storage.fragment.StoredFragment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What searches through an index find now, and how long they take: some of the table's own rows are
 * searched for, each without itself, over all rows, indexed or not.
 *
 * @param queries searched for
 * @param recall the share of the ten nearest that was found
 * @param medianMicros and {@code slowMicros}, which one search of a hundred takes longer than
 */
public record IndexMeasure(int queries, double recall, double medianMicros, double slowMicros) {
  private static final int NEIGHBOURS = 10;
  private static final int BLOCK_ROWS = 512;

  /** Queries that one pass through the table answers. */
  private static final int PASS = 64;

  /**
   * @param fragments those of the index's table version
   * @param sample how many rows to search for at most
   */
  static IndexMeasure of(
      VectorIndex index,
      List<StoredFragment> fragments,
      SearchEffort effort,
      int sample,
      Progress progress) {
    BuildMonitor monitor = new BuildMonitor(progress);
    Measuring measuring = new Measuring(index, fragments, effort);
    int dimension = index.model().dimension();
    VectorSample drawn =
        VectorSample.draw(fragments, index.definition().fieldId(), dimension, sample, monitor);
    int count = drawn.raw().count();
    float[][] queries = new float[count][];
    NearestFound[] truth = new NearestFound[count];
    for (int q = 0; q < count; q++) {
      queries[q] = Arrays.copyOfRange(drawn.raw().values(), q * dimension, (q + 1) * dimension);
      truth[q] = new NearestFound(NEIGHBOURS + 1);
    }
    int passes = (count + PASS - 1) / PASS;
    monitor.enter("compare", (long) passes * fragments.size());
    Workers.run(
        passes,
        () ->
            pass -> {
              int from = pass * PASS;
              int to = Math.min(count, from + PASS);
              for (int f = 0; f < fragments.size(); f++) {
                measuring.compare(f, queries, truth, new RowRange(from, to), monitor::check);
                monitor.advance(1);
              }
            });
    monitor.enter("search", count);
    return measuring.search(queries, truth, drawn.ids(), monitor);
  }

  /** One measuring's table and effort. */
  private record Measuring(VectorIndex index, List<StoredFragment> fragments, SearchEffort effort) {

    /** Compares all live rows of a fragment with some queries. */
    void compare(
        int fragment, float[][] queries, NearestFound[] found, RowRange some, Runnable check) {
      Metric metric = index.definition().metric();
      FloatDistance kernel = RowDistances.unpacked(metric);
      int dimension = index.model().dimension();
      float[] vectors = new float[BLOCK_ROWS * dimension];
      double[] distances = new double[BLOCK_ROWS];
      int[] rows = new int[BLOCK_ROWS];
      int total = fragments.get(fragment).physicalRows();
      try (FragmentReader reader =
          fragments.get(fragment).open(new int[] {index.definition().fieldId()})) {
        for (int from = 0; from < total; from += BLOCK_ROWS) {
          check.run();
          int count = reader.liveRows(from, Math.min(total, from + BLOCK_ROWS), rows);
          boolean[] nulls = reader.gatherVectors(0, rows, count, vectors);
          for (int q = some.from(); q < some.to(); q++) {
            kernel.distances(vectors, count, queries[q], distances);
            for (int i = 0; i < count; i++) {
              if (nulls == null || !nulls[i]) {
                found[q].offer(distances[i], fragment, rows[i]);
              }
            }
          }
        }
      }
    }

    IndexMeasure search(float[][] queries, NearestFound[] truth, long[] ids, BuildMonitor monitor) {
      long[] nanos = new long[queries.length];
      long wanted = 0;
      long hits = 0;
      for (int round = 0; round < 2; round++) { // The first round warms up.
        wanted = 0;
        hits = 0;
        for (int q = 0; q < queries.length; q++) {
          long start = System.nanoTime();
          NearestFound found = search(queries[q], monitor::check);
          nanos[q] = System.nanoTime() - start;
          int right = Math.min(NEIGHBOURS, truth[q].others(ids[q], Double.POSITIVE_INFINITY));
          wanted += right;
          hits += Math.min(right, found.others(ids[q], truth[q].distance(ids[q], right)));
          monitor.advance(round);
        }
      }
      Arrays.sort(nanos);
      int count = nanos.length;
      return new IndexMeasure(
          count,
          wanted == 0 ? 1 : (double) hits / wanted,
          count == 0 ? 0 : nanos[count / 2] / 1e3,
          count == 0 ? 0 : nanos[(int) (count * 0.99)] / 1e3);
    }

    private NearestFound search(float[] query, Runnable check) {
      NearestFound found = new NearestFound(NEIGHBOURS + 1);
      List<FragmentRows> covered = new ArrayList<>();
      try {
        for (int f = 0; f < fragments.size(); f++) {
          if (index.covers(f)) {
            StoredFragment fragment = fragments.get(f);
            FragmentReader reader = fragment.open(new int[] {index.definition().fieldId()});
            covered.add(new FragmentRows(f, reader, 0, reader.liveBits(), fragment.liveRows()));
          } else {
            compare(
                f, new float[][] {query}, new NearestFound[] {found}, new RowRange(0, 1), check);
          }
        }
        IndexWork.of(
            index,
            new IndexSearch.Question(query, index.definition().metric(), effort),
            covered,
            found,
            check);
      } finally {
        covered.forEach(rows -> rows.reader().close());
      }
      return found;
    }
  }
}
