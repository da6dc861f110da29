package dev.quiver.storage.index;

import java.util.Arrays;

/**
 * What searches for so many nearest rows have found that look at the nearest lists up to a number,
 * whatever they find in them. Safe for any number of threads.
 */
final class CountedSearches {
  private final int neighbours;
  private final MeanRecall[] recall;
  private final double[] rows;
  private int searches;

  /**
   * @param lists that there are
   */
  CountedSearches(int neighbours, int lists) {
    this.neighbours = neighbours;
    this.recall = new MeanRecall[lists + 1];
    this.rows = new double[lists + 1];
    Arrays.setAll(recall, i -> new MeanRecall());
  }

  /** Searches for a query. */
  void add(LocatedQuery query) {
    int wanted = query.wanted(neighbours);
    if (wanted == 0) {
      return;
    }
    int[] foundIn = new int[recall.length];
    for (int rank = 0; rank < wanted; rank++) {
      foundIn[query.places()[rank] + 1]++;
    }
    take(query, foundIn, wanted);
  }

  private synchronized void take(LocatedQuery query, int[] foundIn, int wanted) {
    int found = 0;
    double looked = 0;
    for (int lists = 1; lists < recall.length; lists++) {
      found += foundIn[lists];
      looked += lists <= query.lists() ? query.reach().size(lists - 1) : 0;
      recall[lists].add((double) found / wanted);
      rows[lists] += looked;
    }
    searches++;
  }

  /** The least number of lists that finds so much; 0 if none does. */
  int leastThatFinds(double wanted) {
    for (int lists = 1; lists < recall.length && searches > 0; lists++) {
      if (recall[lists].isAtLeast(wanted)) {
        return lists;
      }
    }
    return 0;
  }

  /** The rows that the usual search looks at that looks at so many lists. */
  double rows(int lists) {
    return rows[lists] / Math.max(1, searches);
  }
}
