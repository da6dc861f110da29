package dev.quiver.storage.index;

import dev.quiver.functions.cluster.ListSpread;
import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.HitRates;
import dev.quiver.storage.posting.ListCounts;
import java.util.Arrays;

/**
 * The lists of one search, the nearest centroid's first, and how much of what the search looks for
 * is to be expected in those it has not looked at.
 *
 * <p>Let t be the score of the farthest row that counts at this moment, and n(c) the rows of list c
 * that may be found. In list c about n(c) · F(c, t) rows are within t, where F is the {@linkplain
 * HitRates rate} measured for lists that are as far, for how their rows lie about their centroids,
 * from having a row within t. The share of their sum that is in lists not looked at is what the
 * search would miss if it ended now. Since only the share counts, it does not matter that rates are
 * too high for one query and too low for another. For one thread.
 */
final class ListReach {
  /**
   * So many lists in a row with next to nothing within reach stand for all that follow. Whether it
   * may be found does not count: conditions may leave nothing of many near lists.
   */
  private static final int QUIET = 48;

  private static final double NEXT_TO_NOTHING = 2e-5;

  /**
   * Where only a part of the rows may be found, so many times what may be missed however unlike
   * that is is the most, however easily the measured queries found their rows: those could find
   * all.
   */
  private static final double MOST_OF_PART = 40;

  /** Likewise of a query that is outside of the nearest list, as few of those measured were. */
  private static final double MOST_OF_OUTSIDE = 12;

  /**
   * A query is outside of a list if it is farther from the centre than its rows are in the mean, by
   * so many deviations.
   */
  private static final double OUTSIDE = 2;

  /** Rows that may be found are spread evenly where so much of what is elsewhere is here. */
  private static final double EVEN = 0.9;

  /** Rows asked of a list by {@link Lists#matches} at least, if it has as many. */
  private static final int ASKED = 32;

  /** Of the nearest lists so many are asked that so many rows should be found in them; */
  private static final double TELLING = 16;

  /** of no more lists than these. */
  private static final int NEAR_LISTS = 8;

  /** So many standard deviations fewer are no chance. */
  private static final double NO_CHANCE = 2.5;

  private final Generation generation;
  private final HitRates rates;
  private final float[] distances;
  private final Lists lists;
  private final ListOrder order;
  private int known;
  private int[] list = new int[64];
  private double[] mean = new double[64];
  private double[] inverse = new double[64];
  private double[] sizes = new double[64];
  private double[] matches = new double[64];
  private double[] rated = new double[64];
  private int ratedTo;
  private float ratedScore = Float.NaN;
  private int summedTo;
  private double summedSizes;
  private double summedMatches;

  /**
   * How many rows are to be expected within a score.
   *
   * @param within those that may be found, in the lists looked at
   * @param beyond those that may be found, in the others
   * @param all whether they may be found or not, in all lists
   */
  record Expected(double within, double beyond, double all) {
    /** The share of those that may be found that a search would miss. */
    double missed() {
      return beyond == 0 ? 0 : beyond / (beyond + within);
    }
  }

  /** What is known of lists before a search looks at them. */
  interface Lists {
    int size(int list);

    /** The share of all rows that may be found. */
    double share();

    /** How many rows the index was measured on for each of these; 1 at least. */
    double scale();

    /** How many rows of a list may be found, or about how many. */
    double matches(int list, int size);

    /** Whether that is told exactly. */
    boolean areCounted();
  }

  /**
   * @param distances squared, from the query to each centroid
   * @param order the lists in the order in which they are looked at
   */
  ListReach(Generation generation, float[] distances, ListOrder order, Lists lists) {
    this.generation = generation;
    this.rates = generation.hitRates();
    this.distances = distances;
    this.order = order;
    this.lists = lists;
  }

  /** What lists are ordered by. */
  static float[] keys(Generation generation, float[] distances) {
    if (generation.space().metric() != Metric.NEGATIVE_INNER_PRODUCT) {
      return distances;
    }
    float[] keys = distances.clone();
    for (int c = 0; c < keys.length; c++) {
      keys[c] += generation.scoreOffsets()[c];
    }
    return keys;
  }

  /** The mean score of a list's rows. */
  static double mean(Generation generation, int list, double centreDistance) {
    return centreDistance + generation.spread().meanSquared()[list];
  }

  /** Their standard deviation. */
  static double deviation(Generation generation, int list, double centreDistance) {
    double along = generation.spread().deviation()[list];
    double own = generation.spread().squaredDeviation()[list];
    return Math.sqrt(4 * centreDistance * along * along + own * own + 1e-24);
  }

  /** The list at a place of the order, among those that have rows; −1 if there are not so many. */
  int list(int place) {
    while (known <= place) {
      if (!learn()) {
        return -1;
      }
    }
    return list[place];
  }

  /** How many rows the list at a place has. */
  double size(int place) {
    return sizes[place];
  }

  /** About which share of the rows of the list at a place may be found. */
  double shareOf(int place) {
    return matches[place] / sizes[place];
  }

  /** Whether it is known that no row of the list at a place may be found. */
  boolean hasNone(int place) {
    return matches[place] == 0 && lists.areCounted();
  }

  /** How many rows the first so many lists have. */
  double rows(int probed) {
    double rows = 0;
    for (int place = 0; place < probed; place++) {
      rows += sizes[place];
    }
    return rows;
  }

  /** Learns of one list more. */
  private boolean learn() {
    int next = order.next();
    while (next >= 0 && lists.size(next) == 0) {
      next = order.next();
    }
    if (next < 0) {
      return false;
    }
    if (known == list.length) {
      list = Arrays.copyOf(list, 2 * known);
      mean = Arrays.copyOf(mean, 2 * known);
      inverse = Arrays.copyOf(inverse, 2 * known);
      sizes = Arrays.copyOf(sizes, 2 * known);
      matches = Arrays.copyOf(matches, 2 * known);
      rated = Arrays.copyOf(rated, 2 * known);
    }
    list[known] = next;
    mean[known] = mean(generation, next, distances[next]);
    inverse[known] = 1 / deviation(generation, next, distances[next]);
    sizes[known] = lists.size(next);
    matches[known] = lists.matches(next, (int) sizes[known]);
    known++;
    return true;
  }

  /** Takes over how many rows of the list at a place may be found. */
  void counted(int place, int rows) {
    matches[place] = rows;
  }

  /**
   * Whether so much may be missed as a search misses that ends now.
   *
   * @param probed lists looked at, the first ones of the order
   * @param score beyond which rows do not count
   * @param wanted rows that are looked for
   */
  boolean isEnough(int probed, float score, int wanted, HitRates.Missed missed) {
    double odds = missed.most() < 1 ? missed.most() / (1 - missed.most()) : 1e9;
    Expected rows = expected(probed, score, odds);
    if (rows.beyond > odds * rows.within) {
      return false;
    }
    double expected = rows.beyond + rows.within;
    double even = asElsewhere(probed, expected, rows.all);
    double most = rates.missed(missed, rows.all * lists.scale(), expected / wanted, even);
    if (lists.share() < 1 || lists.scale() > 1) {
      most = Math.min(most, MOST_OF_PART * missed.unlike());
    }
    if (isOutside()) {
      most = Math.min(most, MOST_OF_OUTSIDE * missed.unlike());
    }
    // Where conditions leave out what is near, the rates say much more is within reach than there
    // is.
    double counted = lists.share() < 1 ? Math.min(expected, wanted) : expected;
    return rows.beyond <= most * counted;
  }

  /**
   * Whether conditions seem to leave out what is near the query: in the nearest lists far fewer
   * rows may be found than elsewhere.
   */
  boolean leavesOutWhatIsNear() {
    double share = lists.share();
    double usual = 0;
    double found = 0;
    for (int place = 0; place < NEAR_LISTS && usual < TELLING && list(place) >= 0; place++) {
      double asked = Math.min(ASKED, sizes[place]);
      usual += asked * share;
      found += asked * shareOf(place);
    }
    return usual >= TELLING && usual - found > NO_CHANCE * Math.sqrt(usual * (1 - share));
  }

  /**
   * Whether the query is between lists rather than in one: its nearest rows may be in any of
   * several, while most of those measured found theirs where they are themselves.
   */
  private boolean isOutside() {
    if (generation.space().metric() == Metric.NEGATIVE_INNER_PRODUCT) {
      return false; // A query is not among the rows there.
    }
    int nearest = list(0);
    ListSpread spread = generation.spread();
    double usual = spread.meanSquared()[nearest] + OUTSIDE * spread.squaredDeviation()[nearest];
    return distances[nearest] > usual;
  }

  /**
   * Whether no more is within reach than usual, and of the rows looked at and within reach as many
   * may be found as elsewhere.
   *
   * @param wanted of as many rows as were measured
   */
  boolean isUsual(int probed, float score, double wanted, ListCounts counts) {
    Expected rows = expected(probed, score);
    double expected = rows.beyond + rows.within;
    return counts.isUsual(wanted, rows.all * lists.scale())
        && asElsewhere(probed, expected, rows.all) >= EVEN;
  }

  /**
   * What must be allowed to be missed for a search to end after so many lists, if all may be found.
   */
  double needed(int probed, float score, int wanted) {
    Expected rows = expected(probed, score);
    double likeness = rates.likeness(wanted, rows.all);
    return rows.missed() / (likeness * likeness);
  }

  /**
   * How much may be found near the query, and in the lists looked at, for what may be elsewhere; 1
   * at most. Less tells that conditions have to do with the query.
   */
  private double asElsewhere(int probed, double expected, double all) {
    sumTo(probed);
    double usual = lists.share();
    double here = ratio(summedMatches, usual * summedSizes);
    return Math.min(1, Math.min(ratio(expected, usual * all), here));
  }

  /** Sums up the first so many lists, which were looked at and do not change any more. */
  private void sumTo(int probed) {
    if (probed < summedTo) {
      throw new IllegalStateException(summedTo + " lists were summed up, more than " + probed);
    }
    for (; summedTo < probed; summedTo++) {
      summedSizes += sizes[summedTo];
      summedMatches += matches[summedTo];
    }
  }

  private static double ratio(double part, double all) {
    return all > 0 ? part / all : 1;
  }

  /** What the rates say is within the score, if a search ended after so many lists. */
  Expected expected(int probed, float score) {
    return expected(probed, score, Double.POSITIVE_INFINITY);
  }

  /** Likewise; stops once there is more beyond than {@code odds} times what is within. */
  private Expected expected(int probed, float score, double odds) {
    double within = 0;
    double all = 0;
    for (int place = 0; place < probed; place++) {
      double rate = rate(place, score);
      within += matches[place] * rate;
      all += sizes[place] * rate;
    }
    double beyond = 0;
    int quiet = 0;
    for (int place = probed; quiet < QUIET && list(place) >= 0; place++) {
      double rate = rate(place, score);
      beyond += matches[place] * rate;
      all += sizes[place] * rate;
      if (beyond > odds * within) {
        break;
      }
      quiet = sizes[place] * rate > NEXT_TO_NOTHING * all ? 0 : quiet + 1;
    }
    return new Expected(within, beyond, all);
  }

  /** The rate of the list at a place; those of the score asked for last are kept. */
  private double rate(int place, float score) {
    if (score != ratedScore) {
      ratedScore = score;
      ratedTo = 0;
    }
    if (place >= ratedTo) {
      rated[place] = rates.at((score - mean[place]) * inverse[place]);
      ratedTo = place == ratedTo ? place + 1 : ratedTo;
    }
    return rated[place];
  }
}
