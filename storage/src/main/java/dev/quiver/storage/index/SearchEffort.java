package dev.quiver.storage.index;

import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.Generation.Effort;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.HitRates;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.ListCounts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How hard a search tries.
 *
 * <p>A search for the nearest rows through lists ends after a number of lists that was measured, if
 * it is a usual one ({@link ListCounts}), else once it may expect to miss no more of them than
 * searches did that found the recall asked for ({@link ListReach}); so it looks at as many lists as
 * its query and conditions ask for.
 *
 * @param probes lists to look at if {@code missed} is null, or candidates of a walk without a
 *     reach; otherwise how many lists, or rows walked to, the measured queries needed, which the
 *     cost is told from
 * @param certainty standard errors given to each estimate before a row is left out; of a walk, its
 *     reach ({@link WalkReach}), or 0 if it keeps as many candidates as {@code probes}
 * @param recall what this effort found when it was measured; 0 if it was not
 * @param missed what may be missed; null if so many lists are looked at whatever is found
 * @param counted how many lists usual searches look at; null if these end like the others
 * @param leastHits a search for all rows within a bound looks at a further list if so many of its
 *     rows are expected to be near enough; infinite for none
 */
public record SearchEffort(
    int probes,
    float certainty,
    double recall,
    HitRates.@Nullable Missed missed,
    @Nullable Counted counted,
    double leastHits) {
  /** An entry of what was measured. */
  record Counted(ListCounts counts, int entry) {
    /** Lists to look at for so many rows; 0 if that is not told. */
    int lists(double wanted) {
      return counts.lists(entry, wanted);
    }
  }

  /** What measured recall must be above the recall asked for, since it was measured on a sample. */
  private static final double MARGIN = 0.004;

  /** Up to so many rows wanted, the effort measured holds. */
  public static final int MEASURED_LIMIT = Calibration.NEIGHBOURS;

  private static final float USUAL_CERTAINTY = 1.9f;

  /** What an index must have found when it was built for so much to be promised. */
  static double toBeMeasured(double recall) {
    return Math.min(recall + MARGIN, (1 + recall) / 2);
  }

  /** The least effort that found so large a share when the index was built; empty if none did. */
  public static Optional<SearchEffort> forRecall(IndexModel model, double recall) {
    return measured(model, toBeMeasured(recall), 0.1 * Math.max(1e-3, 1 - recall));
  }

  private static Optional<SearchEffort> measured(
      IndexModel model, double recall, double leastHits) {
    List<Effort> curve = model.curve();
    for (int i = 0; i < curve.size(); i++) {
      // What was computed in double was kept in float.
      if (curve.get(i).recall() >= recall - 1e-6) {
        return Optional.of(of(model, i, leastHits));
      }
    }
    return Optional.empty();
  }

  private static SearchEffort of(IndexModel model, int entry, double leastHits) {
    Effort effort = model.curve().get(entry);
    return new SearchEffort(
        effort.probes(),
        effort.certainty(),
        effort.recall(),
        missed(model, entry),
        counted(model, entry),
        leastHits);
  }

  private static HitRates.@Nullable Missed missed(IndexModel model, int entry) {
    if (!(model instanceof Generation lists)) {
      return null;
    }
    if (lists.hitRates().missed().isEmpty()) {
      float half = (float) Math.max(0, (1 - lists.curve().get(entry).recall()) / 2);
      return new HitRates.Missed(half, half, half, half);
    }
    return lists.hitRates().missed().get(entry);
  }

  private static @Nullable Counted counted(IndexModel model, int entry) {
    ListCounts counts = model instanceof Generation lists ? lists.listCounts() : null;
    return counts == null ? null : new Counted(counts, entry);
  }

  /**
   * What finds as much in another generation: there, the least effort that found as large a share
   * as this one did when it was measured; the same where this one was not measured.
   */
  SearchEffort translated(IndexModel to) {
    return recall == 0
        ? this
        : measured(to, recall, leastHits).orElse(ofAll(to.mostEffort(), certainty));
  }

  /** Likewise of a walk, for so many rows. */
  SearchEffort translated(IndexModel to, int limit) {
    return recall == 0 ? this : translated(to).forLimit(limit);
  }

  /** So many candidates of a walk. */
  public static SearchEffort ofCandidates(int candidates) {
    return new SearchEffort(
        Math.min(candidates, GraphModel.MOST_CANDIDATES),
        0,
        0,
        null,
        null,
        Double.POSITIVE_INFINITY);
  }

  /** So many lists and no more. */
  public static SearchEffort ofProbes(int probes) {
    return ofAll(probes, USUAL_CERTAINTY);
  }

  /**
   * A walk's effort for so many rows: it was measured for ten, and each further one is one more.
   */
  public SearchEffort forLimit(int limit) {
    long candidates = probes + Math.max(0L, limit - (long) MEASURED_LIMIT);
    int most = hasReach() ? GraphModel.MOST_CANDIDATES - 1 : GraphModel.MOST_CANDIDATES;
    int allowed = (int) Math.max(probes, Math.min(most, candidates));
    return new SearchEffort(allowed, certainty, recall, null, null, leastHits);
  }

  /** Whether a walk ends by its reach; one for which any number of candidates is right does not. */
  boolean hasReach() {
    return certainty > 0 && probes < GraphModel.MOST_CANDIDATES;
  }

  /** So many lists, with a certainty. */
  static SearchEffort ofAll(int lists, float certainty) {
    return new SearchEffort(lists, certainty, 0, null, null, Double.POSITIVE_INFINITY);
  }
}
