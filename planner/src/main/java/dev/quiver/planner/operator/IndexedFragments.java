package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.index.FragmentRows;
import dev.quiver.storage.index.IndexSearch;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * The fragments of one search that an index covers, with the rows that satisfy the conditions; and
 * the choice, once these are known, between comparing them all and going through the index.
 */
final class IndexedFragments {
  /** What comparing a row, and scanning a code, take in nanoseconds: as parts of a cost only. */
  private static final double ROW_NANOS = 120;

  private static final double ROW_NANOS_PER_ELEMENT = 0.6;
  private static final double CODE_NANOS = 3.5;
  private static final double CODE_NANOS_PER_ELEMENT = 0.01;
  private static final double CENTROID_NANOS_PER_ELEMENT = 0.1;
  private static final double FIXED_NANOS = 15_000;

  /** Rows that a search compares at least, whatever it is asked for. */
  private static final int LEAST_COMPARED = 150;

  /** Up to so many rows wanted, the effort measured for ten holds. */
  private static final int MEASURED_LIMIT = 10;

  private final VectorIndex index;
  private final SearchEffort effort;
  private final float[] query;
  private final List<FragmentRows> fragments = new ArrayList<>();
  private long matches;
  private long rows;

  IndexedFragments(VectorIndex index, SearchEffort effort, float[] query) {
    this.index = index;
    this.effort = effort;
    this.query = query;
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

  /** Whether comparing all rows that match costs less than the index. */
  boolean isExactCheaper(int limit) {
    double row = ROW_NANOS + ROW_NANOS_PER_ELEMENT * query.length;
    double code = CODE_NANOS + CODE_NANOS_PER_ELEMENT * query.length;
    int lists = index.generation().lists();
    double codes = (double) rows / lists * Math.min(effort.probes(), lists);
    double compared = Math.max(LEAST_COMPARED, 3.0 * Math.min(limit, matches));
    double search =
        FIXED_NANOS
            + CENTROID_NANOS_PER_ELEMENT * lists * query.length
            + codes * code
            + compared * row;
    return matches * row <= search;
  }

  /** Goes through the index; returns what it did. */
  IndexSearch search(
      Metric metric, int limit, boolean bounded, SearchCandidates found, ExecutionContext context) {
    boolean measured = matches == rows && limit <= MEASURED_LIMIT && !bounded;
    SearchEffort own = measured ? effort.fixed() : effort;
    IndexSearch search =
        IndexSearch.run(
            index,
            new IndexSearch.Question(query, metric, own),
            fragments,
            found,
            context::checkCancelled);
    if (found.wantsRowsWithout()) {
      for (FragmentRows fragment : fragments) {
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
