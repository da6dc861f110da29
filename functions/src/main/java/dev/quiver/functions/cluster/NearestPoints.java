package dev.quiver.functions.cluster;

import java.util.Arrays;

/**
 * Finds, for some queries, the points with the least scores among all those shown: |x − q|² plus an
 * offset of the point's own. Exact but for rounding; meant to judge a search by. For one thread.
 *
 * <p>Points have an id, and a tag that is handed back with it.
 */
public final class NearestPoints {
  private final Points queries;
  private final int wanted;
  private final float[] scores;
  private final long[] ids;
  private final int[] tags;
  private final int[] sizes;
  private final double[] squaredLengths;
  private final ColumnBlock block;
  private final float[] zeros;
  private final float[] lengths = new float[ColumnBlock.ROWS];

  public NearestPoints(Points queries, int wanted) {
    this.queries = queries;
    this.wanted = wanted;
    this.scores = new float[queries.count() * wanted];
    this.ids = new long[scores.length];
    this.tags = new int[scores.length];
    this.sizes = new int[queries.count()];
    this.squaredLengths = new double[queries.count()];
    for (int i = 0; i < queries.count() * queries.dimension(); i++) {
      double value = queries.values()[i];
      squaredLengths[i / queries.dimension()] += value * value;
    }
    this.block = new ColumnBlock(queries.dimension());
    this.zeros = new float[queries.count()];
    Arrays.fill(scores, Float.POSITIVE_INFINITY);
    Arrays.fill(ids, -1);
  }

  /**
   * Points to be shown, of which the first {@code count} matter.
   *
   * @param rows one behind the other
   * @param ids those with a negative one are left out
   */
  public record Shown(float[] rows, float[] offsets, long[] ids, int[] tags, int count) {}

  /**
   * Shows points.
   *
   * @param monitor may stop it between blocks of rows
   */
  public void show(Shown points, Monitor monitor) {
    int dimension = queries.dimension();
    for (int first = 0; first < points.count; first += ColumnBlock.ROWS) {
      monitor.check();
      int size = Math.min(ColumnBlock.ROWS, points.count - first);
      block.load(points.rows, first, size);
      for (int j = 0; j < size; j++) {
        double sum = points.offsets[first + j];
        for (int i = (first + j) * dimension; i < (first + j + 1) * dimension; i++) {
          sum += (double) points.rows[i] * points.rows[i];
        }
        lengths[j] = points.ids[first + j] < 0 ? Float.POSITIVE_INFINITY : (float) (sum / 2);
      }
      int from = first;
      block.products(
          queries.values(),
          0,
          queries.count(),
          zeros,
          size,
          (query, products) -> offer(query, products, points, from, size));
    }
  }

  /** Takes those of some points, the first of them {@code from}, that are nearer than others. */
  private void offer(int query, float[] products, Shown points, int from, int size) {
    int last = (query + 1) * wanted - 1;
    for (int j = 0; j < size; j++) {
      float score = lengths[j] - products[j];
      if (score < scores[last]) {
        insert(query, score, points.ids[from + j], points.tags[from + j]);
      }
    }
  }

  private void insert(int query, float score, long id, int tag) {
    int first = query * wanted;
    int size = sizes[query];
    int at = Arrays.binarySearch(scores, first, first + size, score);
    at = at < 0 ? -1 - at : at;
    int moved = first + Math.min(size, wanted - 1) - at;
    if (moved > 0) {
      System.arraycopy(scores, at, scores, at + 1, moved);
      System.arraycopy(ids, at, ids, at + 1, moved);
      System.arraycopy(tags, at, tags, at + 1, moved);
    }
    scores[at] = score;
    ids[at] = id;
    tags[at] = tag;
    sizes[query] = Math.min(wanted, size + 1);
  }

  /** Takes over what another one found. */
  public void merge(NearestPoints other) {
    for (int q = 0; q < queries.count(); q++) {
      for (int i = q * wanted; i < q * wanted + other.sizes[q]; i++) {
        if (other.scores[i] < scores[(q + 1) * wanted - 1]) {
          insert(q, other.scores[i], other.ids[i], other.tags[i]);
        }
      }
    }
  }

  /** How many points were found for a query: as many as wanted, or all that were shown. */
  public int found(int query) {
    return sizes[query];
  }

  /** The id of the point that is nearest but {@code rank} others. */
  public long id(int query, int rank) {
    return ids[query * wanted + rank];
  }

  /** Its tag. */
  public int tag(int query, int rank) {
    return tags[query * wanted + rank];
  }

  /** Its score. */
  public double score(int query, int rank) {
    return 2.0 * scores[query * wanted + rank] + squaredLengths[query];
  }

  /** The ids of the points nearest to a query, nearest first; −1 where there are no more. */
  public long[] nearest(int query) {
    return Arrays.copyOfRange(ids, query * wanted, (query + 1) * wanted);
  }
}
