package dev.quiver.storage.index;

import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.HitRates;

/**
 * A query's nearest rows in its order of lists: what a search would have found after each of them.
 * For one thread.
 *
 * @param places of the lists that the nearest rows are in
 * @param lists that have rows
 */
record LocatedQuery(Nearest nearest, int[] places, ListReach reach, int lists) {
  static LocatedQuery of(Nearest nearest, ListReach reach, int listCount) {
    int[] placeOf = new int[listCount];
    int lists = 0;
    for (int list = reach.list(0); list >= 0; list = reach.list(lists)) {
      placeOf[list] = lists++;
    }
    int[] places = new int[nearest.count()];
    for (int rank = 0; rank < places.length; rank++) {
      places[rank] = placeOf[nearest.lists()[rank]];
    }
    return new LocatedQuery(nearest, places, reach, lists);
  }

  /**
   * How many rows a search for so many would find at most; 0 if there are not as many and it is not
   * for the fewest.
   */
  int wanted(int neighbours) {
    boolean fewest = neighbours == HitRates.NEIGHBOURS[0];
    return nearest.count() < neighbours && !fewest ? 0 : Math.min(neighbours, nearest.count());
  }

  /** How many rows the rates say are within reach of so many; −1 for none. */
  double within(int wanted) {
    return wanted == 0 ? -1 : reach.expected(lists, (float) nearest.scores()[wanted - 1]).all();
  }

  /**
   * What must be allowed to be missed for a search to end after so many lists; 1 if it must not.
   */
  double missed(int probed, int wanted) {
    if (probed == lists) {
      return 0;
    }
    return reach.rows(probed) < wanted ? 1 : reach.needed(probed, score(probed, wanted), wanted);
  }

  /** How many of the nearest rows are in the lists looked at. */
  int found(int probed, int wanted) {
    int found = 0;
    for (int rank = 0; rank < wanted; rank++) {
      found += places[rank] < probed ? 1 : 0;
    }
    return found;
  }

  /**
   * The score of the farthest of the rows wanted, of those in the lists looked at; that of the last
   * that is known, which is nearer, if it is not known.
   */
  private float score(int probed, int wanted) {
    int found = 0;
    for (int rank = 0; rank < places.length; rank++) {
      found += places[rank] < probed ? 1 : 0;
      if (found == wanted) {
        return (float) nearest.scores()[rank];
      }
    }
    return (float) nearest.scores()[places.length - 1];
  }
}
