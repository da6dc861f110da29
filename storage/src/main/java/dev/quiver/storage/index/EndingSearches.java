package dev.quiver.storage.index;

import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.HitRates;
import java.util.Arrays;

/**
 * What searches for so many nearest rows have found and looked at when they may expect to miss no
 * more than some share, for growing shares. Safe for any number of threads.
 */
final class EndingSearches {
  /** Shares, the greatest first. */
  private static final double[] SHARES = new double[48];

  /** Recall is taken to be so many standard errors below its mean. */
  private static final double CAUTION = 1;

  static {
    double share = 0.7;
    for (int i = 0; i < SHARES.length - 1; i++) {
      SHARES[i] = share;
      share *= 0.83;
    }
  }

  private final int neighbours;
  private final double[] recall = new double[SHARES.length];
  private final double[] recallSquared = new double[SHARES.length];
  private final double[] lists = new double[SHARES.length];
  private final double[] expected;
  private int searches;

  /**
   * @param queries at most
   */
  EndingSearches(int queries, int neighbours) {
    this.neighbours = neighbours;
    this.expected = new double[queries];
  }

  /**
   * Searches for a query. Without as many other rows as are wanted, nothing is measured but by
   * searches for the fewest.
   */
  void add(Nearest nearest, ListReach reach, int listCount) {
    boolean fewest = neighbours == HitRates.NEIGHBOURS[0];
    if (nearest.count() == 0 || (nearest.count() < neighbours && !fewest)) {
      return;
    }
    int wanted = Math.min(neighbours, nearest.count());
    int[] placeOf = new int[listCount];
    int all = 0;
    for (int list = reach.list(0); list >= 0; list = reach.list(all)) {
      placeOf[list] = all++;
    }
    int[] places = Arrays.stream(nearest.lists()).map(list -> placeOf[list]).toArray();
    double[] foundAt = new double[SHARES.length];
    int[] listsAt = new int[SHARES.length];
    int next = 0;
    for (int probed = 1; next < SHARES.length; probed = Math.min(all, IndexSearch.next(probed))) {
      if (probed < all && reach.rows(probed) < wanted) {
        continue;
      }
      float score = score(nearest, places, probed, wanted);
      double missed = probed == all ? 0 : reach.expected(probed, score).missed();
      for (; next < SHARES.length && missed <= SHARES[next]; next++) {
        foundAt[next] = found(places, probed, wanted) / (double) wanted;
        listsAt[next] = probed;
      }
    }
    float last = (float) nearest.scores()[wanted - 1];
    take(foundAt, listsAt, reach.expected(all, last).all());
  }

  /**
   * The score of the farthest of the rows wanted, of those in the lists looked at; that of the last
   * that is known, which is nearer, if it is not known.
   */
  private static float score(Nearest nearest, int[] places, int probed, int wanted) {
    int found = 0;
    for (int rank = 0; rank < places.length; rank++) {
      found += places[rank] < probed ? 1 : 0;
      if (found == wanted) {
        return (float) nearest.scores()[rank];
      }
    }
    return (float) nearest.scores()[places.length - 1];
  }

  private static int found(int[] places, int probed, int wanted) {
    int found = 0;
    for (int rank = 0; rank < wanted; rank++) {
      found += places[rank] < probed ? 1 : 0;
    }
    return found;
  }

  private synchronized void take(double[] foundAt, int[] listsAt, double expectedWithin) {
    for (int i = 0; i < SHARES.length; i++) {
      recall[i] += foundAt[i];
      recallSquared[i] += foundAt[i] * foundAt[i];
      lists[i] += listsAt[i];
    }
    expected[searches++] = expectedWithin;
  }

  int searches() {
    return searches;
  }

  /** How many rows the rates said were within reach at most, in such a part of the searches. */
  double expected(double part) {
    double[] sorted = Arrays.copyOf(expected, searches);
    Arrays.sort(sorted);
    return searches == 0 ? 0 : sorted[(int) (searches * part)];
  }

  /** The greatest share with which so much is found; −1 if there is none. */
  double leastThatFinds(double wanted) {
    double greatest = -1;
    for (int i = SHARES.length - 1; i >= 0; i--) {
      double mean = recall[i] / searches;
      double variance = Math.max(0, recallSquared[i] / searches - mean * mean);
      if (mean - CAUTION * Math.sqrt(variance / searches) < wanted - 1e-9) {
        break;
      }
      greatest = SHARES[i];
    }
    return greatest;
  }

  /** How many lists the usual search looks at that ends with a share. */
  double lists(double share) {
    int i = 0;
    while (i < SHARES.length - 1 && SHARES[i] > share) {
      i++;
    }
    return lists[i] / Math.max(1, searches);
  }
}
