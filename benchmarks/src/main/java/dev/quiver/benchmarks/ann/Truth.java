package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.PlainDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The right answers by a plain loop, kept in a file beside the set: for each filter and each of its
 * queries {@link SearchSet#K} row numbers, the nearest first, -1 where fewer rows qualify.
 */
final class Truth {
  private final Map<String, int[]> answers = new HashMap<>();

  private Truth() {}

  static Truth of(SearchSet set) throws IOException {
    Path file = set.directory().resolve("truth.i32");
    List<Filter> filters = set.filters();
    if (!Files.exists(file)) {
      Path unfinished = set.directory().resolve("truth.part");
      Vectors.writeInts(unfinished, compute(set, filters));
      Files.move(unfinished, file);
    }
    int[] all = Vectors.readInts(file);
    Truth truth = new Truth();
    int from = 0;
    for (Filter filter : filters) {
      int to = from + filter.queries().length * SearchSet.K;
      truth.answers.put(filter.name(), Arrays.copyOfRange(all, from, to));
      from = to;
    }
    return truth;
  }

  private static int[] compute(SearchSet set, List<Filter> filters) {
    int[][][] found =
        IntStream.range(0, set.queries().length)
            .parallel()
            .mapToObj(q -> nearest(set, filters, q))
            .toArray(int[][][]::new);
    return IntStream.range(0, filters.size())
        .boxed()
        .flatMapToInt(
            f -> IntStream.of(filters.get(f).queries()).flatMap(q -> IntStream.of(found[q][f])))
        .toArray();
  }

  /** One query's nearest for all filters, the distances computed once. */
  private static int[][] nearest(SearchSet set, List<Filter> filters, int query) {
    double[] distances = new double[set.rows().length];
    for (int row = 0; row < distances.length; row++) {
      distances[row] = PlainDistance.squared(set.queries()[query], set.rows()[row]);
    }
    int[][] nearest = new int[filters.size()][];
    for (int f = 0; f < nearest.length; f++) {
      nearest[f] = nearest(distances, set.values(filters.get(f)), filters.get(f).below());
    }
    return nearest;
  }

  private static int[] nearest(double[] distances, int[] values, int below) {
    int[] ids = new int[SearchSet.K];
    Arrays.fill(ids, -1);
    int count = 0;
    for (int row = 0; row < distances.length; row++) {
      double distance = distances[row];
      if (values[row] >= below || (count == ids.length && distance >= distances[ids[count - 1]])) {
        continue;
      }
      int at = count < ids.length ? count++ : count - 1;
      for (; at > 0 && distances[ids[at - 1]] > distance; at--) {
        ids[at] = ids[at - 1];
      }
      ids[at] = row;
    }
    return ids;
  }

  /** Those of the filter's query at a position. */
  int[] ids(Filter filter, int position) {
    int from = position * SearchSet.K;
    int[] all = answers.getOrDefault(filter.name(), new int[0]);
    return IntStream.of(Arrays.copyOfRange(all, from, from + SearchSet.K))
        .filter(id -> id >= 0)
        .toArray();
  }
}
