package dev.quiver.storage.index;

import dev.quiver.storage.posting.Generation.Effort;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How hard a search tries.
 *
 * <p>So many lists as found the rows of the measured queries need not do for others: a query may be
 * unlike the rows of the table, and where few rows satisfy conditions the nearest of these lie
 * farther away. How far down the order of lists a search comes upon its nearest rows tells, while
 * it is under way: if that is x times as far as it was for the measured queries, it looks at x
 * times as many lists, and at least at half as many. Where the measured queries needed next to
 * none, it looks at some for each list that it is farther.
 *
 * @param probes lists to look at, but more if fewer rows than wanted were found
 * @param certainty standard errors given to each estimate before a row is left out
 * @param meanList the mean number, from 1 on, of the lists that the nearest rows of the measured
 *     queries were in; 0 if so many lists are looked at whatever is found
 * @param listsPerFarther lists to look at for each by which that number is farther
 * @param leastHits a search for all rows within a bound looks at a further list if so many of its
 *     rows are expected to be near enough; infinite for none
 */
public record SearchEffort(
    int probes, float certainty, double meanList, double listsPerFarther, double leastHits) {
  /** What measured recall must be above the recall asked for, since it was measured on a sample. */
  private static final double MARGIN = 0.004;

  /** Up to so many rows wanted, the effort measured holds. */
  private static final int MEASURED_LIMIT = 10;

  private static final float USUAL_CERTAINTY = 1.9f;

  /** The least share of the lists that is looked at for so many rows, and for next to none. */
  private static final double LEAST_SHARE = 0.5;

  private static final double ROWS_OF_LEAST_SHARE = 10;

  /** So many lists a farther list to find no more than next to nothing; with recall it grows. */
  private static final double LEAST_PER_FARTHER = 4;

  private static final double PER_FARTHER_GROWTH = 0.31;

  /** The least effort that found so large a share when the index was built; empty if none did. */
  public static Optional<SearchEffort> forRecall(IndexModel model, double recall) {
    double missed = Math.max(1e-3, 1 - recall);
    double perFarther = LEAST_PER_FARTHER * Math.pow(missed, -PER_FARTHER_GROWTH);
    for (Effort effort : model.curve()) {
      if (effort.recall() >= Math.min(recall + MARGIN, (1 + recall) / 2)) {
        return Optional.of(of(model, effort, perFarther, 0.1 * missed));
      }
    }
    return Optional.empty();
  }

  private static SearchEffort of(
      IndexModel model, Effort effort, double listsPerFarther, double leastHits) {
    double meanList = meanList(model.curve(), effort.probes());
    return new SearchEffort(
        effort.probes(), effort.certainty(), meanList, listsPerFarther, leastHits);
  }

  /** The mean number of the lists that rows were found in by searches of so many. */
  private static double meanList(List<Effort> curve, int probes) {
    List<Effort> growing = new ArrayList<>(curve);
    growing.removeIf(effort -> effort.probes() > probes);
    growing.sort(Comparator.comparingInt(Effort::probes));
    double sum = 0;
    double recall = 0;
    int last = 0;
    for (Effort effort : growing) {
      if (effort.recall() > recall) {
        sum += (effort.recall() - recall) * (last + 1 + effort.probes()) / 2;
        recall = effort.recall();
        last = effort.probes();
      }
    }
    return recall == 0 ? 0 : sum / recall;
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
            return of(to, other, listsPerFarther, leastHits);
          }
        }
        return new SearchEffort(to.mostEffort(), certainty, 0, 0, leastHits);
      }
    }
    return this;
  }

  /** So many candidates of a walk. */
  public static SearchEffort ofCandidates(int candidates) {
    return new SearchEffort(
        Math.min(candidates, GraphModel.MOST_CANDIDATES), 0, 0, 0, Double.POSITIVE_INFINITY);
  }

  /** So many lists and no more. */
  public static SearchEffort ofProbes(int probes) {
    return new SearchEffort(probes, USUAL_CERTAINTY, 0, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * A walk's effort for so many rows: it was measured for ten, and each further one is one more.
   */
  public SearchEffort forLimit(int limit) {
    long candidates = probes + Math.max(0L, limit - (long) MEASURED_LIMIT);
    int most = (int) Math.min(GraphModel.MOST_CANDIDATES, candidates);
    return new SearchEffort(Math.max(probes, most), certainty, 0, 0, leastHits);
  }

  /** Every list. */
  static SearchEffort ofAll(int lists, float certainty) {
    return new SearchEffort(lists, certainty, 0, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Whether a search for the nearest rows has looked at enough lists.
   *
   * @param probed lists looked at
   * @param places of the rows that are the nearest now
   */
  boolean isEnough(int probed, FoundPlaces places) {
    if (meanList == 0) {
      return probed >= probes;
    }
    double share = Math.max(LEAST_SHARE, 1 - LEAST_SHARE * places.wanted() / ROWS_OF_LEAST_SHARE);
    double mean = places.meanList();
    return probed >= share * probes
        && probed >= probes * mean / meanList
        && probed >= listsPerFarther * (mean - meanList);
  }
}
