package dev.quiver.storage.index;

import java.util.Arrays;

/** The nearest rows that a search offers, within a bound, as the operator of a query keeps them. */
final class AnswerRows implements Found {
  private final int limit;
  private final double bound;
  private final double[] distances;
  private final long[] rows;
  private int size;

  AnswerRows(int limit, double bound) {
    this.limit = limit;
    this.bound = bound;
    this.distances = new double[limit];
    this.rows = new long[limit];
  }

  @Override
  public double threshold() {
    return size < limit ? bound : Math.min(bound, distances[limit - 1]);
  }

  @Override
  public int wanted() {
    return bound == Double.POSITIVE_INFINITY ? limit : 0;
  }

  @Override
  public void offer(double distance, int fragment, int row) {
    if (!(distance <= bound) || (size == limit && !(distance < distances[limit - 1]))) {
      return;
    }
    int at = Arrays.binarySearch(distances, 0, size, distance);
    at = at < 0 ? -at - 1 : at;
    size = Math.min(limit, size + 1);
    System.arraycopy(distances, at, distances, at + 1, size - 1 - at);
    System.arraycopy(rows, at, rows, at + 1, size - 1 - at);
    distances[at] = distance;
    rows[at] = (long) fragment << 32 | row;
  }

  int size() {
    return size;
  }

  double distance(int place) {
    return distances[place];
  }

  int fragment(int place) {
    return (int) (rows[place] >>> 32);
  }

  int row(int place) {
    return (int) rows[place];
  }
}
