package dev.quiver.planner.operator;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.index.FragmentRows;
import dev.quiver.storage.index.IndexSearch;
import dev.quiver.storage.index.IndexWork;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;
import java.util.ArrayList;
import java.util.List;

/**
 * The fragments of one search that an index covers, with the rows that satisfy the conditions; and
 * the choice, once these are known, between comparing them all and going through the index.
 */
final class IndexedFragments {
  /**
   * What comparing a row (or one that is read already), and scanning a code, take in nanoseconds:
   * as parts of a cost only.
   */
  private static final double ROW_NANOS = 120;

  private static final double ROW_NANOS_PER_ELEMENT = 0.6;
  private static final double PAIR_NANOS = 2;
  private static final double PAIR_NANOS_PER_ELEMENT = 0.12;
  private static final double CODE_NANOS = 3.5;
  private static final double CODE_NANOS_PER_ELEMENT = 0.01;
  private static final double CENTROID_NANOS_PER_ELEMENT = 0.1;
  private static final double FIXED_NANOS = 15_000;

  /** Of a walk: rows compared, and what one costs more than where many are read in order. */
  private static final double WALKED_PER_FRAGMENT = 100;

  private static final double ROWS_PER_CANDIDATE = 12;
  private static final double WALK_COST = 2;

  /** How many times longer a walk may take where few rows may be found. */
  private static final double MOST_SPARSE = 10;

  /** Rows that a search compares at least, whatever it is asked for. */
  private static final int LEAST_COMPARED = 150;

  private final VectorIndex index;
  private final SearchEffort effort;
  private final List<FragmentRows> fragments = new ArrayList<>();
  private long matches;
  private long rows;

  IndexedFragments(VectorIndex index, SearchEffort effort) {
    this.index = index;
    this.effort = effort;
  }

  boolean covers(int fragment) {
    return index.covers(fragment);
  }

  void add(FragmentRows fragment) {
    fragments.add(fragment);
    matches += fragment.matches();
    rows += fragment.reader().physicalRows();
  }

  List<FragmentRows> fragments() {
    return fragments;
  }

  /**
   * Whether comparing all rows that match costs less than the index.
   *
   * @param queries how many are compared with a row once it is read
   */
  boolean isExactCheaper(int limit, int queries) {
    int dimension = index.model().dimension();
    double row = ROW_NANOS + ROW_NANOS_PER_ELEMENT * dimension;
    double shared =
        row / queries + (queries == 1 ? 0 : PAIR_NANOS + PAIR_NANOS_PER_ELEMENT * dimension);
    return matches * shared <= search(limit, row);
  }

  private double search(int limit, double row) {
    return index.model() instanceof Generation lists
        ? searchOfLists(lists, limit, row)
        : searchOfGraphs(limit, row);
  }

  /** Each candidate's neighbours are compared, of which most were seen before. */
  private double searchOfGraphs(int limit, double row) {
    double candidates = effort.forLimit(limit).probes();
    double share = Math.max(1e-9, (double) matches / Math.max(1, rows));
    double walked = WALKED_PER_FRAGMENT * fragments.size() + ROWS_PER_CANDIDATE * candidates;
    return FIXED_NANOS + walked * row * WALK_COST * Math.min(MOST_SPARSE, 1 / Math.sqrt(share));
  }

  private double searchOfLists(Generation generation, int limit, double row) {
    int dimension = generation.dimension();
    double code = CODE_NANOS + CODE_NANOS_PER_ELEMENT * dimension;
    int lists = generation.lists();
    double codes = (double) rows / lists * Math.min(effort.probes(), lists);
    double compared = Math.max(LEAST_COMPARED, 3.0 * Math.min(limit, matches));
    return FIXED_NANOS
        + CENTROID_NANOS_PER_ELEMENT * lists * dimension
        + codes * code
        + compared * row;
  }

  /** What a search for the nearest so many rows asks. */
  IndexSearch.Question question(VectorSearchPlan plan, float[] query, int limit) {
    boolean graphs = index.definition().method().usesGraphs();
    return new IndexSearch.Question(query, plan.metric(), graphs ? effort.forLimit(limit) : effort);
  }

  VectorIndex index() {
    return index;
  }

  /**
   * Goes through the index; returns what it did. Any number of threads may, each with readers and
   * candidates of its own.
   *
   * @param own {@link #fragments}, or the same with other readers
   */
  IndexWork search(
      IndexSearch.Question question,
      List<FragmentRows> own,
      SearchCandidates found,
      Runnable check) {
    IndexWork search = IndexWork.of(index, question, own, found, check);
    if (found.wantsRowsWithout()) {
      for (FragmentRows fragment : own) {
        for (int row : index.rowsWithoutDistance(fragment.fragment())) {
          if (fragment.has(row)) {
            found.offer(Double.NaN, fragment.fragment(), row);
          }
        }
      }
    }
    return search;
  }

  void close() {
    fragments.stream().map(FragmentRows::reader).forEach(FragmentReader::close);
  }
}
