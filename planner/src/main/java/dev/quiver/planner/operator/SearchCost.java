package dev.quiver.planner.operator;

import dev.quiver.storage.index.IndexSearch;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;

/**
 * What a search costs through an index and without, to choose between them once it is known, or
 * guessed, how many rows satisfy the conditions.
 *
 * @param matches rows that satisfy them, of {@code rows} in {@code fragments} that have the index
 */
record SearchCost(
    VectorIndex index, SearchEffort effort, double matches, double rows, int fragments) {
  /**
   * For all rows within a bound. How many these are is not known before: for lists, as few are
   * taken as efforts are measured for.
   */
  static final int NO_LIMIT = Integer.MAX_VALUE;

  /**
   * What comparing a row (or one that is read already), and scanning a code, take in nanoseconds:
   * as parts of a cost only.
   */
  private static final double ROW_NANOS = 60;

  private static final double ROW_NANOS_PER_ELEMENT = 0.65;

  /** Bits are compared, and lie, so many at a time as one element of floats. */
  private static final int BITS_PER_ELEMENT = 32;

  private static final double PAIR_NANOS = 2;
  private static final double PAIR_NANOS_PER_ELEMENT = 0.12;
  private static final double CODE_NANOS = 3.5;
  private static final double CODE_NANOS_PER_ELEMENT = 0.01;
  private static final double CENTROID_NANOS_PER_ELEMENT = 0.1;
  private static final double FIXED_NANOS = 15_000;

  /** Asking whether a row of a list may be found; where codes would be read if more might. */
  private static final double LISTED_NANOS = 1;

  private static final double LISTED_NANOS_OF_FEW = 5;

  /** Of a walk: rows compared, and what one costs more than where many are read in order. */
  private static final double WALKED_PER_FRAGMENT = 100;

  private static final double ROWS_PER_CANDIDATE = 12;
  private static final double WALK_COST = 2;

  /** How many times longer a walk may take where few rows may be found. */
  private static final double MOST_SPARSE = 10;

  /** Rows that a search compares at least, whatever it is asked for. */
  private static final int LEAST_COMPARED = 150;

  /**
   * Whether comparing all rows that match costs less than the index.
   *
   * @param queries how many are compared with a row once it is read
   */
  boolean isExactCheaper(int limit, int queries) {
    boolean bits = index.definition().metric().overBits();
    double elements = index.model().dimension() / (bits ? (double) BITS_PER_ELEMENT : 1);
    double row = ROW_NANOS + ROW_NANOS_PER_ELEMENT * elements;
    double shared =
        row / queries + (queries == 1 ? 0 : PAIR_NANOS + PAIR_NANOS_PER_ELEMENT * elements);
    return matches * shared <= search(limit, row);
  }

  private double search(int limit, double row) {
    // To be sure of all rows within a bound, a walk would have to go nearly everywhere.
    return index.model() instanceof Generation lists
        ? searchOfLists(lists, limit == NO_LIMIT ? SearchEffort.MEASURED_LIMIT : limit, row)
        : searchOfGraphs(limit, row);
  }

  /** Each candidate's neighbours are compared, of which most were seen before. */
  private double searchOfGraphs(int limit, double row) {
    double candidates = effort.forLimit(limit).probes();
    double share = Math.max(1e-9, matches / Math.max(1, rows));
    double walked = WALKED_PER_FRAGMENT * fragments + ROWS_PER_CANDIDATE * candidates;
    return FIXED_NANOS + walked * row * WALK_COST * Math.min(MOST_SPARSE, 1 / Math.sqrt(share));
  }

  private double searchOfLists(Generation generation, int limit, double row) {
    int dimension = generation.dimension();
    int lists = generation.lists();
    double share = matches / Math.max(1, rows);
    double listed = rows / lists * listsLookedAt(lists, limit, share);
    double fixed = FIXED_NANOS + CENTROID_NANOS_PER_ELEMENT * lists * dimension;
    if (!index.definition().method().estimates()) {
      return fixed + listed * (LISTED_NANOS + row * share);
    }
    return share < IndexSearch.SPARSE
        ? fixed + listed * (LISTED_NANOS_OF_FEW + row * share)
        : fixed + estimating(listed, limit, row);
  }

  /**
   * Lists of a search. Those that were measured hold the nearest of all rows; to find as many of a
   * few, one has to look farther: about as the square root of how many more lie within, as came out
   * on real vectors and on mixtures. Where so many lists are asked for, only until it has as many
   * rows as are wanted.
   */
  private double listsLookedAt(int lists, int limit, double share) {
    double some = Math.max(1e-9, share);
    double farther = Math.max(1, (double) limit / SearchEffort.MEASURED_LIMIT) / some;
    double looked =
        effort.missed() == null
            ? Math.max(effort.probes(), limit / some * lists / Math.max(1, rows))
            : effort.probes() * Math.sqrt(Math.max(1, farther));
    return Math.min(lists, looked);
  }

  /** All codes are scanned, and few of the rows compared. */
  private double estimating(double listed, int limit, double row) {
    double code = CODE_NANOS + CODE_NANOS_PER_ELEMENT * index.model().dimension();
    double compared = Math.max(LEAST_COMPARED, 3.0 * Math.min(limit, matches));
    return listed * code + compared * row;
  }
}
