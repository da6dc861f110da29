package dev.quiver.storage.index;

import dev.quiver.storage.posting.Generation.Effort;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
import java.util.Optional;

/**
 * How hard a search tries.
 *
 * @param probes lists to look at, but more if fewer rows than wanted were found; of a graph, the
 *     candidates to keep
 * @param certainty standard errors given to each estimate before a row is left out
 * @param leastHits a further list is looked at if so many of its rows are expected to be near
 *     enough; infinite for none
 */
public record SearchEffort(int probes, float certainty, double leastHits) {
  /** What measured recall must be above the recall asked for, since it was measured on a sample. */
  private static final double MARGIN = 0.004;

  /** Up to so many rows wanted, the effort measured holds. */
  private static final int MEASURED_LIMIT = 10;

  private static final float USUAL_CERTAINTY = 1.9f;

  /** The least effort that found so large a share when the index was built; empty if none did. */
  public static Optional<SearchEffort> forRecall(IndexModel model, double recall) {
    double leastHits = Math.max(1e-4, (1 - recall) * 0.1);
    for (Effort effort : model.curve()) {
      if (effort.recall() >= Math.min(recall + MARGIN, (1 + recall) / 2)) {
        return Optional.of(new SearchEffort(effort.probes(), effort.certainty(), leastHits));
      }
    }
    return Optional.empty();
  }

  /**
   * What finds as much in another generation: there, the least effort that found as large a share
   * as this one did when it was measured; the same where this one was not measured.
   */
  SearchEffort translated(IndexModel from, IndexModel to) {
    for (Effort own : from.curve()) {
      if (own.probes() == probes && own.certainty() == certainty) {
        for (Effort other : to.curve()) {
          if (other.recall() >= own.recall()) {
            return new SearchEffort(other.probes(), other.certainty(), leastHits);
          }
        }
        return new SearchEffort(to.mostEffort(), certainty, leastHits);
      }
    }
    return this;
  }

  /** So many candidates of a walk. */
  public static SearchEffort ofCandidates(int candidates) {
    return new SearchEffort(
        Math.min(candidates, GraphModel.MOST_CANDIDATES), 0, Double.POSITIVE_INFINITY);
  }

  /** So many lists and no more. */
  public static SearchEffort ofProbes(int probes) {
    return new SearchEffort(probes, USUAL_CERTAINTY, Double.POSITIVE_INFINITY);
  }

  /**
   * A walk's effort for so many rows: it was measured for ten, and each further one is one more.
   */
  public SearchEffort forLimit(int limit) {
    long candidates = probes + Math.max(0L, limit - (long) MEASURED_LIMIT);
    int most = (int) Math.min(GraphModel.MOST_CANDIDATES, candidates);
    return new SearchEffort(Math.max(probes, most), certainty, leastHits);
  }

  /** Without looking at further lists. */
  public SearchEffort fixed() {
    return new SearchEffort(probes, certainty, Double.POSITIVE_INFINITY);
  }
}
