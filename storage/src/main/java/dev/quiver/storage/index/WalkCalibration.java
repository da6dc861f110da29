package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.posting.Generation.Effort;
import dev.quiver.storage.posting.GraphModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures how much of the truth walks find that reach farther and farther ({@link WalkReach}), or
 * for the inner product keep more and more candidates: one search for each query and effort. What
 * counts is the recall of rows or that of queries between rows, whichever is less.
 */
final class WalkCalibration {
  /** A farther reach is not measured once this much is found. */
  private static final double ENOUGH = 0.9985;

  private static final float LEAST_REACH = 1e-3f;
  private static final float MOST_REACH = 8;
  private static final float STEP = 1.4f;

  /** Where a step would find more than {@link #LITTLE}, and much is found already. */
  private static final float SMALL_STEP = 1.12f;

  private static final double LITTLE = 0.004;
  private static final double MUCH = 0.85;

  /** Candidates of a walk beyond which none is measured. */
  private static final int MOST_KEPT = 2_000;

  /** More rows walked in the mean are told as so many; beyond that efforts are of candidates. */
  private static final int MOST_TOLD = GraphModel.MOST_CANDIDATES / 2;

  private static final int NEIGHBOURS = Calibration.NEIGHBOURS;

  private final Calibration calibration;
  private final VectorIndex index;
  private final List<StoredFragment> fragments;

  /** What walks found of the queries of one kind. */
  private static final class Tally {
    final LongAdder found = new LongAdder();
    final LongAdder wanted = new LongAdder();
    final LongAdder walked = new LongAdder();
    final LongAdder searches = new LongAdder();

    double recall() {
      return wanted.sum() == 0 ? 1 : found.doubleValue() / wanted.sum();
    }

    int walkedBySearch() {
      return (int) (walked.sum() / Math.max(1, searches.sum()));
    }
  }

  /**
   * @param fragments all of which the index covers
   */
  WalkCalibration(Calibration calibration, VectorIndex index, List<StoredFragment> fragments) {
    this.calibration = calibration;
    this.index = index;
    this.fragments = fragments;
  }

  List<Effort> measure(Monitor monitor) {
    return WalkReach.isOf(index.definition().metric()) ? reaches(monitor) : candidates(monitor);
  }

  private List<Effort> reaches(Monitor monitor) {
    List<Effort> curve = new ArrayList<>();
    double best = 0;
    float step = STEP;
    for (float reach = LEAST_REACH; best < ENOUGH && reach <= MOST_REACH; reach *= step) {
      Tally rows = new Tally();
      double recall = recall(SearchEffort.ofAll(0, reach), rows, monitor);
      step = best > MUCH && recall > best + LITTLE ? SMALL_STEP : STEP;
      if (recall > best) {
        int walked = Math.min(MOST_TOLD, rows.walkedBySearch());
        curve.add(new Effort(Math.max(NEIGHBOURS + 2, walked), reach, (float) recall));
        best = recall;
      }
    }
    return curve;
  }

  private List<Effort> candidates(Monitor monitor) {
    List<Effort> curve = new ArrayList<>();
    double best = 0;
    for (int kept = NEIGHBOURS + 2; best < ENOUGH && kept <= MOST_KEPT; kept = kept * 5 / 4) {
      double recall = recall(SearchEffort.ofAll(kept, 0), new Tally(), monitor);
      if (recall > best) {
        curve.add(new Effort(kept, 0, (float) recall));
        best = recall;
      }
    }
    return curve;
  }

  private double recall(SearchEffort effort, Tally rows, Monitor monitor) {
    monitor.enter("calibrate", calibration.queries());
    Tally between = new Tally();
    Workers.run(
        calibration.queries(),
        () -> {
          List<FragmentRows> all = Calibration.rows(index, fragments);
          return query -> {
            run(query, effort, all, calibration.isBetween(query) ? between : rows, monitor);
            monitor.advance(1);
          };
        });
    return Math.min(rows.recall(), between.recall());
  }

  private void run(
      int query, SearchEffort effort, List<FragmentRows> all, Tally tally, Monitor monitor) {
    // Where the query is a row, that is found, too.
    NearestFound found =
        new NearestFound(calibration.isBetween(query) ? NEIGHBOURS : NEIGHBOURS + 1);
    Metric metric = index.definition().metric();
    IndexWork work =
        IndexWork.of(
            index,
            new IndexSearch.Question(calibration.raw(query), metric, effort),
            all,
            found,
            monitor::check);
    Calibration.Nearest nearest = calibration.nearest(query);
    tally.found.add(calibration.within(query, nearest, NEIGHBOURS, found, all));
    tally.wanted.add(nearest.count());
    tally.walked.add(work.walked());
    tally.searches.increment();
  }
}
