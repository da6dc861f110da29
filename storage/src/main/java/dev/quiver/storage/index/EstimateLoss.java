package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.HitRates;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;

/**
 * What searches miss in lists that they look at, since estimates of some certainty ruled rows out;
 * and what they cost.
 *
 * @param few the share missed by searches for few rows
 * @param more likewise for more
 */
record EstimateLoss(float certainty, double few, double more, double rowsPerSearch) {
  /** Searches for few and for more rows. */
  private static final int[] SEARCHES = {128, 40};

  /** What is looked at is what finds so much. */
  private static final double FINDING = 0.97;

  static EstimateLoss none(float certainty) {
    return new EstimateLoss(certainty, 0, 0, 0);
  }

  double share(int level) {
    return level == 0 ? few : more;
  }

  private enum Count {
    FOUND,
    EXPECTED,
    ROWS,
    SEARCHES
  }

  /**
   * What is searched, and for what.
   *
   * @param located each query's nearest rows in its order of lists
   */
  record Measuring(
      Calibration calibration,
      VectorIndex index,
      List<StoredFragment> fragments,
      IntFunction<LocatedQuery> located) {}

  /**
   * @param counted searches for few and for more rows
   */
  static EstimateLoss measure(
      Measuring measuring, List<CountedSearches> counted, float certainty, Monitor monitor) {
    double[] shares = new double[SEARCHES.length];
    AtomicLongArray few = new AtomicLongArray(0);
    for (int level = SEARCHES.length - 1; level >= 0; level--) {
      int enough = counted.get(level).leastThatFinds(FINDING);
      int lists = enough > 0 ? enough : measuring.index.generation().lists();
      few =
          search(
              measuring,
              HitRates.NEIGHBOURS[level],
              SearchEffort.ofAll(lists, certainty),
              SEARCHES[level],
              monitor);
      double expected = few.get(Count.EXPECTED.ordinal());
      shares[level] = expected == 0 ? 0 : 1 - few.get(Count.FOUND.ordinal()) / expected;
    }
    return new EstimateLoss(
        certainty,
        shares[0],
        Math.max(shares[0], shares[1]),
        (double) few.get(Count.ROWS.ordinal()) / Math.max(1, few.get(Count.SEARCHES.ordinal())));
  }

  private static AtomicLongArray search(
      Measuring measuring, int neighbours, SearchEffort effort, int most, Monitor monitor) {
    AtomicLongArray counts = new AtomicLongArray(Count.values().length);
    Calibration calibration = measuring.calibration;
    int searches = Math.min(most, calibration.queries());
    Workers.run(
        searches,
        () -> {
          List<FragmentRows> rows = Calibration.rows(measuring.index, measuring.fragments);
          return part -> {
            int query = part * calibration.queries() / searches;
            Nearest nearest = calibration.nearest(query);
            NearestFound found = new NearestFound(neighbours + 1);
            IndexSearch search =
                IndexSearch.run(
                    measuring.index,
                    new IndexSearch.Question(
                        calibration.raw(query), measuring.index.definition().metric(), effort),
                    rows,
                    found,
                    monitor::check);
            LocatedQuery located = measuring.located.apply(query);
            int wanted = Math.min(neighbours, nearest.count());
            int expected = located.found(effort.probes(), wanted);
            counts.addAndGet(Count.EXPECTED.ordinal(), expected);
            counts.addAndGet(
                Count.FOUND.ordinal(),
                Math.min(expected, calibration.within(query, nearest, neighbours, found, rows)));
            counts.addAndGet(Count.ROWS.ordinal(), search.compared());
            counts.incrementAndGet(Count.SEARCHES.ordinal());
            monitor.advance(1);
          };
        });
    return counts;
  }
}
