package dev.quiver.storage.index;

import java.util.Arrays;

/** The few nearest rows that a search finds, in order. For one thread. */
final class NearestFound implements Found {
  private final double[] distances;
  private final long[] ids;

  NearestFound(int wanted) {
    this.distances = new double[wanted];
    this.ids = new long[wanted];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.fill(ids, -1);
  }

  @Override
  public double threshold() {
    return distances[distances.length - 1];
  }

  @Override
  public int wanted() {
    return distances.length;
  }

  @Override
  public void offer(double distance, int fragment, int row) {
    int at = distances.length - 1;
    if (!(distance < distances[at])) {
      return;
    }
    while (at > 0 && distances[at - 1] > distance) {
      distances[at] = distances[at - 1];
      ids[at] = ids[at - 1];
      at--;
    }
    distances[at] = distance;
    ids[at] = (long) fragment << 32 | row;
  }

  /** How many rows were found, but for one, that are no farther than this. */
  int others(long but, double distance) {
    int found = 0;
    for (int i = 0; i < ids.length && ids[i] >= 0; i++) {
      found += ids[i] != but && distances[i] <= distance ? 1 : 0;
    }
    return found;
  }

  /** The distance of the nearest row, the second and so on, but for one; negative infinity of 0. */
  double distance(long but, int number) {
    int left = number;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ids.length && left > 0; i++) {
      if (ids[i] != but) {
        last = distances[i];
        left--;
      }
    }
    return last;
  }
}
