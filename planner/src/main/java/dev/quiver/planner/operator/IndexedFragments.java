package dev.quiver.planner.operator;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.index.FragmentRows;
import dev.quiver.storage.index.IndexSearch;
import dev.quiver.storage.index.IndexWork;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * The fragments of one search that an index covers, with the rows that satisfy the conditions; and
 * the choice, once these are known, between comparing them all and going through the index.
 */
final class IndexedFragments {
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

  /** Rows that satisfy the conditions. */
  long matches() {
    return matches;
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
    return new SearchCost(index, effort, matches, rows, fragments.size())
        .isExactCheaper(limit, queries);
  }

  /** What a search for the nearest so many rows asks. */
  IndexSearch.Question question(VectorSearchPlan plan, float[] query, int limit) {
    boolean graphs = index.definition().method().usesGraphs();
    return new IndexSearch.Question(
        query,
        plan.metric(),
        graphs ? effort.forLimit(limit) : effort,
        plan.annOptions().estimatedRows(limit));
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
