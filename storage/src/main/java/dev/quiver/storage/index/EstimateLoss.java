package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.HitRates;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What searches miss in lists that they look at, since estimates of some certainty ruled rows out;
 * and what they cost.
 *
 * @param few the share missed by searches for few rows
 * @param more likewise for more
 */
record EstimateLoss(
    float certainty, double few, double more, double codesPerList, double rowsPerSearch) {
  /** Searches for few and for more rows. */
  private static final int[] SEARCHES = {128, 40};

  /** What is looked at is what finds so much. */
  private static final double FINDING = 0.97;

  static EstimateLoss none(float certainty) {
    return new EstimateLoss(certainty, 0, 0, 1, 0);
  }

  double share(int level) {
    return level == 0 ? few : more;
  }

  private enum Count {
    FOUND,
    EXPECTED,
    LISTS,
    CODES,
    ROWS,
    SEARCHES
  }

  /** What is searched, and for what. */
  record Measuring(
      Calibration calibration, VectorIndex index, List<StoredFragment> fragments, int[] sizes) {}

  /**
   * @param endings of searches for few and for more rows
   */
  static EstimateLoss measure(
      Measuring measuring, List<EndingSearches> endings, float certainty, Monitor monitor) {
    double[] shares = new double[SEARCHES.length];
    AtomicLongArray few = new AtomicLongArray(0);
    for (int level = SEARCHES.length - 1; level >= 0; level--) {
      EndingSearches ending = endings.get(level);
      int lists = (int) Math.ceil(ending.lists(ending.greatestThatFinds(FINDING)));
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
        (double) few.get(Count.CODES.ordinal()) / Math.max(1, few.get(Count.LISTS.ordinal())),
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
            int expected =
                expected(
                    measuring,
                    query,
                    nearest,
                    Math.min(neighbours, nearest.count()),
                    effort.probes());
            counts.addAndGet(Count.EXPECTED.ordinal(), expected);
            counts.addAndGet(
                Count.FOUND.ordinal(),
                Math.min(expected, calibration.within(query, nearest, neighbours, found, rows)));
            counts.addAndGet(Count.LISTS.ordinal(), search.listsProbed());
            counts.addAndGet(Count.CODES.ordinal(), search.codesScanned());
            counts.addAndGet(Count.ROWS.ordinal(), search.compared());
            counts.incrementAndGet(Count.SEARCHES.ordinal());
            monitor.advance(1);
          };
        });
    return counts;
  }

  /** How many of the nearest rows are in the lists looked at. */
  private static int expected(
      Measuring measuring, int query, Nearest nearest, int neighbours, int lists) {
    Generation generation = measuring.index.generation();
    float[] distances = new float[generation.lists()];
    generation.centroidTable().distances(measuring.calibration.mapped(query), distances);
    ListOrder order = new ListOrder(ListReach.keys(generation, distances), distances.length);
    boolean[] probed = new boolean[generation.lists()];
    int list = order.next();
    for (int count = 0; count < lists && list >= 0; list = order.next()) {
      probed[list] = true;
      count += measuring.sizes[list] > 0 ? 1 : 0;
    }
    int expected = 0;
    for (int rank = 0; rank < neighbours; rank++) {
      expected += probed[nearest.lists()[rank]] ? 1 : 0;
    }
    return expected;
  }
}
