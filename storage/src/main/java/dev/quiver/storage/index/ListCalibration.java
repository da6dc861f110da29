package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.Generation.Effort;
import dev.quiver.storage.posting.HitRates;
import dev.quiver.storage.posting.HitRates.Missed;
import dev.quiver.storage.posting.ListCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures an index of lists: how often rows are within reach ({@link HitRates}), how much searches
 * find that end where so much is expected to be missed, or after so many lists ({@link
 * ListCounts}), and what is lost because estimates rule rows out. From these follows, for each
 * recall that may be asked for, what to end at, and how certain estimates must be.
 *
 * <p>Where searches end is told from the truth alone, which has the list of every row; only what
 * estimates lose needs searches.
 */
final class ListCalibration {
  /** The most that the truth should have. */
  static final int MOST_NEIGHBOURS = HitRates.NEIGHBOURS[HitRates.NEIGHBOURS.length - 1];

  private static final int LEVELS = HitRates.NEIGHBOURS.length;

  /** Recalls that may be asked for. */
  private static final double[] ASKED = {
    0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.875, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985,
    0.99, 0.9925, 0.995, 0.9975
  };

  /**
   * A search never ends while so many times what it may miss is to be expected elsewhere, however
   * easily the measured queries found their rows.
   */
  private static final double MOST_MISSED = 8;

  /** Such a part of what a search asked for may miss is never too much to expect to miss. */
  private static final double MISSED_BY_UNLIKE = 0.1;

  private static final float[] CERTAINTIES = {1.4f, 1.9f, 2.5f};

  /** Errors of words are not independent of where the query is. */
  private static final float[] CERTAINTIES_OF_WORDS = {1.9f, 2.5f, 3.2f};

  /** Of queries measured, such a part is said to be usual. */
  private static final double USUAL = 0.97;

  private static final ListCounts.Lists NONE = new ListCounts.Lists(0, 0, 0);

  /** So many codes are scanned while one row is compared, which lies anywhere in memory. */
  private static final double CODES_PER_ROW = 90;

  private final Calibration calibration;
  private final VectorIndex index;
  private final List<StoredFragment> fragments;
  private final Generation generation;
  private final int[] sizes;
  private final float[] usual = new float[LEVELS];

  /** What was found and looked at by searches of each level, by both ways to end. */
  private record Searches(EndingSearches ending, CountedSearches counted) {
    Searches(int neighbours, int lists) {
      this(new EndingSearches(neighbours), new CountedSearches(neighbours, lists));
    }
  }

  /**
   * @param fragments all of which the index covers
   */
  ListCalibration(Calibration calibration, VectorIndex index, List<StoredFragment> fragments) {
    this.calibration = calibration;
    this.index = index;
    this.fragments = fragments;
    this.generation = index.generation();
    this.sizes = new int[generation.lists()];
    for (int f = 0; f < fragments.size(); f++) {
      var postings = index.postings(f);
      for (int list = 0; postings != null && list < sizes.length; list++) {
        sizes[list] += postings.count(list);
      }
    }
  }

  /** The generation with what was measured. */
  Generation measure(Monitor monitor) {
    int queries = calibration.queries();
    if (queries == 0) {
      return generation;
    }
    monitor.enter("calibrate", 3L * queries);
    RateCount count = new RateCount(generation, sizes);
    run(monitor, () -> (query, nearest, distances) -> count.add(nearest, distances));
    boolean[] equal = equal();
    Generation rated = levelled(generation.with(List.of(), count.rates()), equal, monitor);
    List<Searches> searches = new ArrayList<>();
    for (int neighbours : HitRates.NEIGHBOURS) {
      searches.add(new Searches(neighbours, sizes.length));
    }
    run(
        monitor,
        () ->
            (query, nearest, distances) -> {
              if (!equal[query] && nearest.count() > 0) {
                LocatedQuery located = located(nearest, rated, distances);
                for (Searches level : searches) {
                  level.ending.add(located, monitor::check);
                  level.counted.add(located);
                }
              }
            });
    return finished(rated, searches, monitor);
  }

  private LocatedQuery located(Nearest nearest, Generation rated, float[] distances) {
    return LocatedQuery.of(nearest, reach(rated, distances), sizes.length);
  }

  /** Takes from the query in the middle what the rates say is within reach at each level. */
  private Generation levelled(Generation rated, boolean[] equal, Monitor monitor) {
    double[][] within = new double[LEVELS][calibration.queries()];
    run(
        monitor,
        () ->
            (query, nearest, distances) -> {
              LocatedQuery located = located(nearest, rated, distances);
              for (int level = 0; level < LEVELS; level++) {
                int wanted = located.wanted(HitRates.NEIGHBOURS[level]);
                within[level][query] = equal[query] ? -1 : located.within(wanted);
              }
            });
    float[] levels = new float[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      double[] some = Arrays.stream(within[level]).filter(rows -> rows >= 0).sorted().toArray();
      float least = level == 0 ? 0 : levels[level - 1];
      levels[level] = some.length == 0 ? least : Math.max(least, (float) some[some.length / 2]);
      int most = (int) (USUAL * some.length);
      usual[level] = some.length == 0 ? levels[level] : Math.max(levels[level], (float) some[most]);
      usual[level] = level == 0 ? usual[level] : Math.max(usual[level - 1], usual[level]);
    }
    HitRates rates = rated.hitRates();
    return generation.with(List.of(), new HitRates(rates.rates(), levels, 1, List.of()));
  }

  /**
   * The queries whose nearest rows all equal them, which any search finds: what other queries need
   * is not told from these, unless there are no others.
   */
  private boolean[] equal() {
    boolean[] equal = new boolean[calibration.queries()];
    int others = 0;
    for (int query = 0; query < equal.length; query++) {
      Nearest nearest = calibration.nearest(query);
      int last = Math.min(HitRates.NEIGHBOURS[0], nearest.count()) - 1;
      double squared = 0;
      for (float value : calibration.mapped(query)) {
        squared += value * value;
      }
      equal[query] = last >= 0 && Math.abs(nearest.scores()[last]) <= 1e-5 * squared;
      others += equal[query] ? 0 : 1;
    }
    return others == 0 ? new boolean[equal.length] : equal;
  }

  private interface Worker {
    void run(int query, Nearest nearest, float[] distances);
  }

  private interface Factory {
    Worker create();
  }

  private void run(Monitor monitor, Factory factory) {
    Workers.run(
        calibration.queries(),
        () -> {
          Worker worker = factory.create();
          return query -> {
            monitor.check();
            worker.run(query, calibration.nearest(query), distances(query));
            monitor.advance(1);
          };
        });
  }

  private float[] distances(int query) {
    float[] distances = new float[generation.lists()];
    generation.centroidTable().distances(calibration.mapped(query), distances);
    return distances;
  }

  private ListReach reach(Generation rated, float[] distances) {
    ListOrder order = new ListOrder(ListReach.keys(rated, distances), distances.length);
    return new ListReach(
        rated,
        distances,
        order,
        new ListReach.Lists() {
          @Override
          public int size(int list) {
            return sizes[list];
          }

          @Override
          public double share() {
            return 1;
          }

          @Override
          public double scale() {
            return 1;
          }

          @Override
          public double matches(int list, int size) {
            return size;
          }

          @Override
          public boolean areCounted() {
            return true;
          }
        });
  }

  private Generation finished(Generation rated, List<Searches> searches, Monitor monitor) {
    for (int level = 1; level < LEVELS; level++) {
      if (searches.get(level).ending.searches() == 0) {
        searches.set(level, searches.get(level - 1));
      }
    }
    List<EstimateLoss> losses = losses(rated, searches, monitor);
    List<Effort> curve = new ArrayList<>();
    List<Missed> missed = new ArrayList<>();
    List<ListCounts.Lists> counts = new ArrayList<>();
    for (double asked : ASKED) {
      Way best = null;
      for (EstimateLoss loss : losses) {
        Way way = way(asked, loss, searches);
        best = way != null && (best == null || way.cost < best.cost) ? way : best;
      }
      if (best != null) {
        curve.add(best.effort);
        missed.add(best.missed);
        counts.add(best.counts);
      }
    }
    HitRates rates = rated.hitRates();
    return generation.with(
        curve,
        new HitRates(rates.rates(), rates.levels(), rates.like(), missed),
        counts.stream().allMatch(NONE::equals) ? null : new ListCounts(usual, counts));
  }

  /** How to find what is asked for. */
  private record Way(Effort effort, Missed missed, ListCounts.Lists counts, double cost) {}

  /** The cheapest with estimates of some certainty; null if these lose too much. */
  private @Nullable Way way(double asked, EstimateLoss loss, List<Searches> searches) {
    double wanted = SearchEffort.toBeMeasured(asked);
    float[] ends = new float[LEVELS];
    int[] counts = new int[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      Searches of = searches.get(level);
      double end = of.ending.greatestThatFinds(wanted + loss.share(level));
      if (end < 0) {
        return null;
      }
      ends[level] = (float) Math.min(MOST_MISSED * (1 - asked), end);
      int count = of.counted.leastThatFinds(wanted + loss.share(level));
      boolean pays = count > 0 && of.counted.rows(count) < of.ending.rows(ends[level]);
      counts[level] = pays ? count : 0;
    }
    Searches few = searches.get(0);
    double lists = counts[0] > 0 ? counts[0] : few.ending.lists(ends[0]);
    double rows = counts[0] > 0 ? few.counted.rows(counts[0]) : few.ending.rows(ends[0]);
    int probes = (int) Math.max(1, Math.min(sizes.length, Math.ceil(lists)));
    return new Way(
        new Effort(probes, loss.certainty(), (float) wanted),
        new Missed(ends[0], ends[1], ends[2], (float) (MISSED_BY_UNLIKE * (1 - asked))),
        new ListCounts.Lists(counts[0], counts[1], counts[2]),
        rows + CODES_PER_ROW * loss.rowsPerSearch());
  }

  private List<EstimateLoss> losses(Generation rated, List<Searches> searches, Monitor monitor) {
    if (index.definition().method() == IndexMethod.IVF_FLAT) {
      return List.of(EstimateLoss.none(CERTAINTIES[1]));
    }
    boolean words = index.definition().method() == IndexMethod.IVF_PQ;
    float[] certainties = words ? CERTAINTIES_OF_WORDS : CERTAINTIES;
    monitor.enter("calibrate", (long) certainties.length * calibration.queries());
    EstimateLoss.Measuring measuring =
        new EstimateLoss.Measuring(
            calibration,
            index,
            fragments,
            query -> located(calibration.nearest(query), rated, distances(query)));
    List<EstimateLoss> losses = new ArrayList<>();
    for (float certainty : certainties) {
      losses.add(
          EstimateLoss.measure(
              measuring,
              List.of(searches.get(0).counted, searches.get(1).counted),
              certainty,
              monitor));
    }
    return losses;
  }
}
