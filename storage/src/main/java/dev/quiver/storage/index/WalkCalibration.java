package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.Generation.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Measures how much of the truth walks with growing numbers of candidates find: one search for each
 * query and effort.
 */
final class WalkCalibration {
  /** Further effort is not measured once this much is found. */
  private static final double ENOUGH = 0.9985;

  /** Candidates of a walk beyond which none is measured. */
  private static final int MOST_KEPT = 2_000;

  private static final int NEIGHBOURS = Calibration.NEIGHBOURS;

  private final Calibration calibration;
  private final VectorIndex index;
  private final List<StoredFragment> fragments;

  /**
   * @param fragments all of which the index covers
   */
  WalkCalibration(Calibration calibration, VectorIndex index, List<StoredFragment> fragments) {
    this.calibration = calibration;
    this.index = index;
    this.fragments = fragments;
  }

  List<Effort> measure(Monitor monitor) {
    int queries = calibration.queries();
    Nearest[] right =
        IntStream.range(0, queries).mapToObj(calibration::nearest).toArray(Nearest[]::new);
    long wanted = Arrays.stream(right).mapToLong(Nearest::count).sum();
    List<Effort> curve = new ArrayList<>();
    double best = -1;
    for (int kept = NEIGHBOURS + 2;
        wanted > 0 && best < ENOUGH && kept <= MOST_KEPT;
        kept = kept * 5 / 4) {
      monitor.enter("calibrate", queries);
      double recall = (double) found(right, SearchEffort.ofAll(kept, 0), monitor) / wanted;
      if (recall > best) {
        curve.add(new Effort(kept, 0, (float) recall));
        best = recall;
      }
    }
    return wanted == 0 ? List.of(new Effort(NEIGHBOURS + 2, 0, 1)) : curve;
  }

  private long found(Nearest[] right, SearchEffort effort, Monitor monitor) {
    AtomicLong hits = new AtomicLong();
    Workers.run(
        right.length,
        () -> {
          List<FragmentRows> rows = Calibration.rows(index, fragments);
          return query -> {
            NearestFound found = new NearestFound(NEIGHBOURS + 1);
            IndexWork.of(
                index,
                new IndexSearch.Question(
                    calibration.raw(query), index.definition().metric(), effort),
                rows,
                found,
                monitor::check);
            hits.addAndGet(calibration.within(query, right[query], NEIGHBOURS, found));
            monitor.advance(1);
          };
        });
    return hits.get();
  }
}
