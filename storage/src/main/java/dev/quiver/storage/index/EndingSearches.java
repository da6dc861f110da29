package dev.quiver.storage.index;

import java.util.Arrays;

/**
 * What searches for so many nearest rows have found and looked at when they may expect to miss no
 * more than some share, for growing shares. Safe for any number of threads.
 */
final class EndingSearches {
  /** Shares, the greatest first. */
  private static final double[] SHARES = new double[64];

  static {
    double share = 0.85;
    for (int i = 0; i < SHARES.length - 1; i++) {
      SHARES[i] = share;
      share *= 0.88;
    }
  }

  private final int neighbours;
  private final MeanRecall[] recall = new MeanRecall[SHARES.length];
  private final double[] lists = new double[SHARES.length];
  private final double[] rows = new double[SHARES.length];
  private int searches;

  EndingSearches(int neighbours) {
    this.neighbours = neighbours;
    Arrays.setAll(recall, i -> new MeanRecall());
  }

  /**
   * Searches for a query.
   *
   * @param check called between lists; may throw
   */
  void add(LocatedQuery query, Runnable check) {
    int wanted = query.wanted(neighbours);
    if (wanted == 0) {
      return;
    }
    double[] foundAt = new double[SHARES.length];
    int[] listsAt = new int[SHARES.length];
    double[] rowsAt = new double[SHARES.length];
    int next = 0;
    for (int probed = 1; next < SHARES.length; ) {
      check.run();
      double missed = query.missed(probed, wanted);
      for (; next < SHARES.length && missed <= SHARES[next]; next++) {
        foundAt[next] = query.found(probed, wanted) / (double) wanted;
        listsAt[next] = probed;
        rowsAt[next] = query.reach().rows(probed);
      }
      // Once next to nothing is missed, only all lists are less.
      int more = next == SHARES.length - 1 ? query.lists() : IndexSearch.next(probed);
      probed = Math.min(query.lists(), more);
    }
    take(foundAt, listsAt, rowsAt);
  }

  private synchronized void take(double[] foundAt, int[] listsAt, double[] rowsAt) {
    for (int i = 0; i < SHARES.length; i++) {
      recall[i].add(foundAt[i]);
      lists[i] += listsAt[i];
      rows[i] += rowsAt[i];
    }
    searches++;
  }

  int searches() {
    return searches;
  }

  /** The greatest share with which so much is found; −1 if there is none. */
  double greatestThatFinds(double wanted) {
    double greatest = -1;
    for (int i = SHARES.length - 1; i >= 0 && recall[i].isAtLeast(wanted); i--) {
      greatest = SHARES[i];
    }
    return greatest;
  }

  /** How many lists the usual search looks at that ends with a share. */
  double lists(double share) {
    return lists[place(share)] / Math.max(1, searches);
  }

  /** How many rows are in them. */
  double rows(double share) {
    return rows[place(share)] / Math.max(1, searches);
  }

  private static int place(double share) {
    int i = 0;
    while (i < SHARES.length - 1 && SHARES[i] > share) {
      i++;
    }
    return i;
  }
}
