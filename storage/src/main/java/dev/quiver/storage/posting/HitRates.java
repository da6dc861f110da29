package dev.quiver.storage.posting;

import java.util.List;

/**
 * How often the rows of a list are among the nearest to a query, as measured on rows of the table:
 * what a search under way tells from how much of what it looks for is in lists it has not looked
 * at.
 *
 * <p>A list is told by how many deviations its rows' mean score is above the least score that does
 * not count ({@link dev.quiver.functions.cluster.ListSpread}); the rate grows with that number.
 *
 * @param rates the share of rows within reach at {@value #LEAST} deviations and every eighth from
 *     there; ascending
 * @param levels how many rows the rates say are within reach of as many as {@link #NEIGHBOURS}, for
 *     the query in the middle; ascending
 * @param like up to so many times the level, a search may miss as much as was measured
 * @param missed for each entry of the curve what a search may expect to miss
 */
public record HitRates(float[] rates, float[] levels, float like, List<Missed> missed) {
  /** Rates that are kept. */
  public static final int COUNT = 97;

  static final int LEAST = -8;
  private static final int PER_DEVIATION = 8;

  /** How many nearest rows were looked for at each level. */
  public static final int[] NEIGHBOURS = {10, 100, 1_000};

  /**
   * The share of the nearest rows that may be expected to be in the lists not looked at when a
   * search ends, if it looks for few, more, and many; and what may be missed however unlike the
   * query is to the rows of the table, or to those that conditions leave: much more is then said to
   * be within reach than there is.
   */
  public record Missed(float few, float more, float many, float unlike) {
    public Missed {
      if (!(isShare(few) && isShare(more) && isShare(many) && isShare(unlike))) {
        throw new IllegalArgumentException(
            "missed " + few + ", " + more + ", " + many + ", " + unlike);
      }
    }

    private static boolean isShare(float value) {
      return value >= 0 && value <= 1;
    }

    /**
     * The most of a search with so many rows within reach: the lesser of the levels that it is
     * between. Clusters may end between them, so that neither tells of the other.
     */
    double most(double within, float[] levels) {
      if (within <= levels[0] || within >= levels[2]) {
        return within <= levels[0] ? few : many;
      }
      return within <= levels[1] ? Math.min(few, more) : Math.min(more, many);
    }

    /** The greatest. */
    public double most() {
      return Math.max(few, Math.max(more, many));
    }
  }

  public HitRates {
    missed = List.copyOf(missed);
    boolean right = rates.length == COUNT && levels.length == NEIGHBOURS.length && like >= 1;
    for (int i = 0; right && i < COUNT; i++) {
      right = rates[i] >= (i == 0 ? 0 : rates[i - 1]) && rates[i] <= 1;
    }
    for (int i = 0; right && i < levels.length; i++) {
      right = levels[i] >= (i == 0 ? 0 : levels[i - 1]);
    }
    if (!right) {
      throw new IllegalArgumentException("rates that do not ascend");
    }
  }

  /** What is taken where nothing was measured: scores of rows are distributed normally. */
  public static HitRates unmeasured() {
    float[] rates = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      float rate = (float) NormalDistribution.below(deviations(i));
      rates[i] = i == 0 ? rate : Math.max(rate, rates[i - 1]);
    }
    return new HitRates(rates, new float[] {10, 100, 1_000}, 2, List.of());
  }

  /** The deviations that a rate stands for. */
  static double deviations(int place) {
    return LEAST + (double) place / PER_DEVIATION;
  }

  /** Which rate is the nearest to so many deviations. */
  public static int place(double deviations) {
    double place = Math.rint((deviations - LEAST) * PER_DEVIATION);
    return (int) Math.max(0, Math.min(COUNT - 1, place));
  }

  /** The share of a list's rows that is expected within reach. */
  public double at(double deviations) {
    double place = (deviations - LEAST) * PER_DEVIATION;
    if (!(place > 0)) {
      return rates[0];
    }
    if (place >= COUNT - 1) {
      return rates[COUNT - 1];
    }
    int below = (int) place;
    return rates[below] + (place - below) * (rates[below + 1] - rates[below]);
  }

  /**
   * What a search may miss: the less, the more a query or its conditions are unlike those measured.
   *
   * @param within how many rows the rates say are within reach
   * @param perWanted how many of those that may be found, for each one wanted
   * @param asElsewhere how much may be found near the query for what may be elsewhere; 1 at most
   */
  public double missed(Missed asked, double within, double perWanted, double asElsewhere) {
    double most = asked.most(within, levels);
    double rank = Math.max(1, within / Math.max(1e-9, perWanted));
    double likeness = Math.min(asElsewhere, likeness(rank, within));
    return Math.min(most, Math.max(asked.unlike, most * likeness * likeness));
  }

  /** How little the rates say is within reach of so many rows, for what is usual; 1 at most. */
  public double likeness(double rank, double within) {
    double usual = between(rank, NEIGHBOURS[0], NEIGHBOURS[1], NEIGHBOURS[2], levels);
    return within > like * usual ? like * usual / within : 1;
  }

  /** A value between three by where a number lies, by its logarithm, between three others. */
  static double between(double number, double first, double second, double third, float[] values) {
    if (number <= first) {
      return values[0];
    }
    return number <= second
        ? values[0] + part(number, first, second) * (values[1] - values[0])
        : values[1] + part(Math.min(number, third), second, third) * (values[2] - values[1]);
  }

  private static double part(double number, double least, double most) {
    double width = Math.log(most / Math.max(1e-9, least));
    return width > 0 ? Math.log(number / Math.max(1e-9, least)) / width : 1;
  }
}
