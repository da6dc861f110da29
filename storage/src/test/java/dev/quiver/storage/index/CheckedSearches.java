package dev.quiver.storage.index;

import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.TableVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a table, searched through its first index; every answer is held against the
 * distances of all rows, computed one by one. For one thread.
 */
final class CheckedSearches implements AutoCloseable {
  private final VectorIndex index;
  private final Metric metric;
  private final List<FragmentReader> readers = new ArrayList<>();
  private final List<float @Nullable [][]> vectors = new ArrayList<>();
  private final List<long @Nullable []> live = new ArrayList<>();
  private int searches;

  /** Which rows may be found. */
  interface Condition {
    /**
     * @param vector null if the row has none
     */
    boolean has(int fragment, int row, float @Nullable [] vector);
  }

  /**
   * What is asked.
   *
   * @param bound the largest distance that is wanted
   * @param estimated how many rows are compared by their estimates; 0 for all that may be near
   * @param complete whether so much is looked at that nothing may be missed
   */
  record Asked(int wanted, double bound, SearchEffort effort, int estimated, boolean complete) {
    /** All that there is. */
    static Asked everything(int wanted, IndexedTable table) {
      return new Asked(
          wanted, Double.POSITIVE_INFINITY, everything(table.table().indexes().get(0)), 0, true);
    }

    /** An effort that nothing is left out by. */
    static SearchEffort everything(VectorIndex index) {
      return SearchEffort.ofAll(index.model().mostEffort(), 1e6f);
    }
  }

  CheckedSearches(TableVersion table) {
    this.index = table.indexes().get(0);
    this.metric = index.definition().metric();
    for (Fragment fragment : table.fragments()) {
      FragmentReader reader = fragment.open(new int[] {1});
      readers.add(reader);
      int count = reader.physicalRows();
      int dimension = index.model().dimension();
      float[] values = new float[Math.max(1, count) * dimension];
      boolean[] nulls = reader.readVectors(0, 0, count, values);
      float[][] own = new float[count][];
      live.add(reader.liveBits());
      int[] rows = new int[count];
      int liveCount = reader.liveRows(0, count, rows);
      for (int i = 0; i < liveCount; i++) {
        int row = rows[i];
        if (nulls == null || !nulls[row]) {
          own[row] = Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension);
        }
      }
      vectors.add(own);
    }
  }

  VectorIndex index() {
    return index;
  }

  /** How many were made. */
  int searches() {
    return searches;
  }

  /** A query with its distances to all rows. */
  final class Query {
    private final float[] query;
    private final double[][] distances;

    Query(float[] query) {
      this.query = query;
      this.distances = new double[vectors.size()][];
      FloatDistance kernel = RowDistances.unpacked(metric);
      for (int f = 0; f < distances.length; f++) {
        float[][] own = vectors.get(f);
        distances[f] = new double[own.length];
        for (int row = 0; row < own.length; row++) {
          distances[f][row] =
              own[row] == null ? Double.NaN : kernel.distance(own[row], 0, query, 0, query.length);
        }
      }
    }

    /** The distance of some row; infinite if it has none. */
    double distance(int fragment, int row) {
      double distance = distances[fragment][row];
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** Searches; fails if the answer is wrong; the share of the right answer that it has. */
    double check(Asked asked, Condition condition) {
      searches++;
      long[][] bits = new long[distances.length][];
      int[] matches = new int[distances.length];
      for (int f = 0; f < bits.length; f++) {
        bits[f] = new long[(distances[f].length + 63) / 64];
        for (int row = 0; row < distances[f].length; row++) {
          // Rows without a vector are live and may satisfy conditions, too.
          if (isLive(f, row) && condition.has(f, row, vectors.get(f)[row])) {
            bits[f][row >>> 6] |= 1L << row;
            matches[f]++;
          }
        }
      }
      AnswerRows found = search(asked, bits, matches);
      return new RightAnswer(distances, bits, asked.wanted, asked.bound)
          .check(found, asked.complete);
    }

    private boolean isLive(int fragment, int row) {
      long[] bits = live.get(fragment);
      return bits == null || (bits[row >>> 6] >>> row & 1) != 0;
    }

    private AnswerRows search(Asked asked, long[][] bits, int[] matches) {
      AnswerRows found = new AnswerRows(asked.wanted, asked.bound);
      List<FragmentRows> covered = new ArrayList<>();
      for (int f = 0; f < bits.length; f++) {
        ListMatches counts = matches[f] % 2 == 0 ? new ListMatches() : null;
        FragmentRows rows = new FragmentRows(f, readers.get(f), 0, bits[f], matches[f], counts);
        if (index.covers(f)) {
          covered.add(rows);
        } else {
          new ExactRows(metric, query, found).compareAll(rows, () -> {});
        }
      }
      IndexWork.of(
          index,
          new IndexSearch.Question(query, metric, asked.effort, asked.estimated),
          covered,
          found,
          () -> {});
      return found;
    }
  }

  @Override
  public void close() {
    readers.forEach(FragmentReader::close);
  }
}
