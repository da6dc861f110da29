package dev.quiver.storage.index;

import dev.quiver.storage.index.Calibration.Nearest;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.HitRates;

/**
 * Counts how often rows of lists are among the nearest of a query, by how far the list is from
 * having any. Safe for any number of threads.
 */
final class RateCount {
  /**
   * Scores within which rows are counted: those of the so many nearest. Of more, rows are as often
   * in lists that are farther, and rates for all would end searches for few too late.
   */
  private static final int[] RANKS = {3, 10, 30};

  /** The guess counts as much as so many rows. */
  private static final double GUESSED = 5;

  private final Generation generation;
  private final int[] sizes;
  private final double[] hits = new double[HitRates.COUNT];
  private final double[] rows = new double[HitRates.COUNT];

  /**
   * @param sizes rows of each list
   */
  RateCount(Generation generation, int[] sizes) {
    this.generation = generation;
    this.sizes = sizes;
  }

  void add(Nearest nearest, float[] distances) {
    double[] ownHits = new double[HitRates.COUNT];
    double[] ownRows = new double[HitRates.COUNT];
    int[] hitsOfList = new int[sizes.length];
    int rank = 0;
    for (int last : RANKS) {
      if (last > nearest.count()) {
        break;
      }
      for (; rank < last; rank++) {
        hitsOfList[nearest.lists()[rank]]++;
      }
      double score = nearest.scores()[last - 1];
      for (int list = 0; list < sizes.length; list++) {
        if (sizes[list] > 0) {
          double mean = ListReach.mean(generation, list, distances[list]);
          double deviation = ListReach.deviation(generation, list, distances[list]);
          int place = HitRates.place((score - mean) / deviation);
          ownHits[place] += hitsOfList[list];
          ownRows[place] += sizes[list];
        }
      }
    }
    merge(ownHits, ownRows);
  }

  private synchronized void merge(double[] ownHits, double[] ownRows) {
    for (int i = 0; i < hits.length; i++) {
      hits[i] += ownHits[i];
      rows[i] += ownRows[i];
    }
  }

  /** The ascending rates that fit best what was counted: neighbours that do not ascend are one. */
  HitRates rates() {
    HitRates guess = HitRates.unmeasured();
    int blocks = 0;
    double[] hit = new double[hits.length];
    double[] all = new double[hits.length];
    int[] width = new int[hits.length];
    for (int i = 0; i < hits.length; i++) {
      hit[blocks] = hits[i] + GUESSED * guess.rates()[i];
      all[blocks] = rows[i] + GUESSED;
      width[blocks++] = 1;
      while (blocks > 1 && hit[blocks - 2] * all[blocks - 1] >= hit[blocks - 1] * all[blocks - 2]) {
        hit[blocks - 2] += hit[blocks - 1];
        all[blocks - 2] += all[blocks - 1];
        width[blocks - 2] += width[blocks - 1];
        blocks--;
      }
    }
    float[] rates = new float[hits.length];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < width[block]; i++) {
        rates[at++] = (float) Math.min(1, hit[block] / all[block]);
      }
    }
    return new HitRates(rates, guess.levels(), guess.like(), guess.missed());
  }
}
