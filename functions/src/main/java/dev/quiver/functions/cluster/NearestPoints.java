package dev.quiver.functions.cluster;

import java.util.Arrays;

/**
 * Finds, for some queries, the points with the least scores among all those shown: |x − q|² plus an
 * offset of the point's own. Exact but for rounding; meant to judge a search by. For one thread.
 */
public final class NearestPoints {
  private final Points queries;
  private final int wanted;
  private final float[] scores;
  private final long[] ids;
  private final ColumnBlock block;
  private final float[] products = new float[ColumnBlock.ROWS];
  private final float[] lengths = new float[ColumnBlock.ROWS];

  public NearestPoints(Points queries, int wanted) {
    this.queries = queries;
    this.wanted = wanted;
    this.scores = new float[queries.count() * wanted];
    this.ids = new long[scores.length];
    this.block = new ColumnBlock(queries.dimension());
    Arrays.fill(scores, Float.POSITIVE_INFINITY);
    Arrays.fill(ids, -1);
  }

  /**
   * Shows the first {@code count} rows; those with a negative id are left out.
   *
   * @param monitor may stop it between blocks of rows
   */
  public void show(float[] rows, float[] offsets, long[] rowIds, int count, Monitor monitor) {
    int dimension = queries.dimension();
    for (int first = 0; first < count; first += ColumnBlock.ROWS) {
      monitor.check();
      int size = Math.min(ColumnBlock.ROWS, count - first);
      block.load(rows, first, size);
      for (int j = 0; j < size; j++) {
        double sum = offsets[first + j];
        for (int i = (first + j) * dimension; i < (first + j + 1) * dimension; i++) {
          sum += (double) rows[i] * rows[i];
        }
        lengths[j] = rowIds[first + j] < 0 ? Float.POSITIVE_INFINITY : (float) (sum / 2);
      }
      for (int q = 0; q < queries.count(); q++) {
        block.products(queries.values(), q, 0, products, size);
        int last = (q + 1) * wanted - 1;
        for (int j = 0; j < size; j++) {
          float score = lengths[j] - products[j];
          if (score < scores[last]) {
            insert(q, score, rowIds[first + j]);
          }
        }
      }
    }
  }

  private void insert(int query, float score, long id) {
    int first = query * wanted;
    int at = first + wanted - 1;
    while (at > first && scores[at - 1] > score) {
      scores[at] = scores[at - 1];
      ids[at] = ids[at - 1];
      at--;
    }
    scores[at] = score;
    ids[at] = id;
  }

  /** Takes over what another one found. */
  public void merge(NearestPoints other) {
    for (int q = 0; q < queries.count(); q++) {
      for (int i = q * wanted; i < (q + 1) * wanted; i++) {
        if (other.scores[i] < scores[(q + 1) * wanted - 1]) {
          insert(q, other.scores[i], other.ids[i]);
        }
      }
    }
  }

  /** The ids of the points nearest to a query, nearest first; −1 where there are no more. */
  public long[] nearest(int query) {
    return Arrays.copyOfRange(ids, query * wanted, (query + 1) * wanted);
  }
}
