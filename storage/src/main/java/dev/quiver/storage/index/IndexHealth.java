package dev.quiver.storage.index;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.Progress;
import dev.quiver.storage.fragment.StoredFragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an index does now.
 *
 * @param rows live ones of the table; {@code unindexed} are compared one by one, {@code outdated}
 *     have lists of a generation before the last
 * @param outgrown whether the table has many times the rows that the lists were made for
 * @param promised the recall that searches were measured for when the last generation was trained
 * @param measure empty if no effort reaches the promise, so that searches compare all rows
 */
public record IndexHealth(
    Rows rows, boolean outgrown, double promised, Optional<IndexMeasure> measure) {
  /** More rows that are not indexed, as a share, are worth an OPTIMIZE. */
  private static final double MANY = 0.05;

  /** A sample of some hundred queries is not more exact than that, */
  private static final double TOLERANCE = 0.01;

  /** a smaller one than so many standard errors of the rows that were looked for. */
  private static final double ERRORS = 2;

  /** Live rows. */
  public record Rows(long all, long unindexed, long outdated) {}

  /**
   * Looks at an index and its table; rows that a transaction keeps in memory are passed over.
   *
   * @param promised the recall to measure at
   */
  public static IndexHealth of(
      VectorIndex index, List<Fragment> fragments, double promised, int sample, Progress progress) {
    List<StoredFragment> stored = new ArrayList<>();
    for (Fragment fragment : fragments) { // Those in memory are the last.
      if (fragment instanceof StoredFragment written) {
        stored.add(written);
      }
    }
    long all = stored.stream().mapToLong(StoredFragment::liveRows).sum();
    return new IndexHealth(
        new Rows(all, index.rowsUnindexed(), index.rowsOutdated()),
        index.model().isOutgrownBy(all),
        promised,
        SearchEffort.forRecall(index.model(), promised)
            .map(effort -> IndexMeasure.of(index, stored, effort, sample, progress)));
  }

  /** Whether less was found than promised, be it by no more than a sample may err. */
  public boolean isBelowPromise() {
    return measure.filter(m -> m.recall() < promised).isPresent();
  }

  /** What OPTIMIZE TABLE would better, and what only making the index again; none if it is well. */
  public List<String> complaints() {
    List<String> all = new ArrayList<>();
    if (rows.unindexed > Math.max(FragmentIndexer.LARGE_ROWS, MANY * rows.all)) {
      all.add("OPTIMIZE TABLE: " + rows.unindexed + " of " + rows.all + " rows are not indexed");
    }
    if (rows.outdated > 0) {
      all.add("OPTIMIZE TABLE: " + rows.outdated + " rows have lists of an older generation");
    }
    if (outgrown) {
      all.add("OPTIMIZE TABLE: the table has outgrown the lists, which will be trained anew");
    }
    if (measure.isEmpty() && !outgrown) {
      all.add("make it again: no effort reached recall " + promised + " when it was made");
    }
    measure
        .filter(m -> m.recall() < promised - tolerance(m))
        .ifPresent(m -> all.add("make it again: recall is below " + promised));
    return all;
  }

  private double tolerance(IndexMeasure measured) {
    double rows = Math.max(1, measured.queries()) * (double) Calibration.NEIGHBOURS;
    return Math.max(TOLERANCE, ERRORS * Math.sqrt(promised * (1 - promised) / rows));
  }
}
