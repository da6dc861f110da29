package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.PlainDistance;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one pass over a filter's queries was worth.
 *
 * @param queries that were asked
 * @param least the fewest rows that a query was given, less those that do not exist
 * @param wrong rows that do not satisfy the condition, come twice or out of order, or at a distance
 *     that is not theirs
 */
record Score(int queries, double recall, double perSecond, int least, int wrong) {
  private static final double TOLERANCE = 2e-3;

  static Score of(SearchSet set, Truth truth, Filter filter, Peer.Pass pass) {
    List<int[]> given = pass.ids();
    long hits = 0;
    long wanted = 0;
    int least = SearchSet.K;
    int wrong = 0;
    for (int q = 0; q < given.size(); q++) {
      int[] right = truth.ids(filter, q);
      int[] ids = given.get(q);
      hits += IntStream.of(ids).distinct().filter(id -> contains(right, id)).count();
      wanted += right.length;
      least = Math.min(least, SearchSet.K - right.length + ids.length);
      wrong += wrong(set, filter, set.queries()[filter.queries()[q]], ids, pass.distances().get(q));
    }
    return new Score(
        given.size(),
        wanted == 0 ? 1 : (double) hits / wanted,
        given.size() * 1e9 / Math.max(1, pass.nanos()),
        least,
        wrong);
  }

  private static int wrong(
      SearchSet set, Filter filter, float[] query, int[] ids, float[] distances) {
    int[] values = set.values(filter);
    int wrong = ids.length - (int) IntStream.of(ids).distinct().count();
    for (int i = 0; i < ids.length; i++) {
      double exact = Math.sqrt(PlainDistance.squared(query, set.rows()[ids[i]]));
      boolean far = Math.abs(exact - distances[i]) > TOLERANCE * exact + 1e-3;
      boolean unordered = i > 0 && distances[i] < distances[i - 1];
      if (values[ids[i]] >= filter.below() || far || unordered) {
        wrong++;
      }
    }
    return wrong;
  }

  private static boolean contains(int[] ids, int id) {
    return IntStream.of(ids).anyMatch(other -> other == id);
  }

  /**
   * Two passes by the same setting: the recall of the longer, the speed of the faster, all that was
   * wrong.
   */
  Score or(Score other) {
    return new Score(
        Math.max(queries, other.queries),
        other.queries >= queries ? other.recall : recall,
        Math.max(perSecond, other.perSecond),
        Math.min(least, other.least),
        Math.max(wrong, other.wrong));
  }
}
