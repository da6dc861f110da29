package dev.quiver.planner.operator;

import dev.quiver.storage.index.Found;

/**
 * What a vector search has found so far: the nearest rows within the bound and, where there is no
 * bound, the first rows without a distance.
 */
final class SearchCandidates implements Found {
  private final NearestRows nearest;
  private final int limit;
  private final double bound;
  private final boolean boundExcluded;
  private final boolean nullsCount;
  private final NearestRows without;

  SearchCandidates(int limit, double bound, boolean boundExcluded, boolean nullsCount) {
    this.nearest = new NearestRows(limit);
    this.limit = limit;
    this.bound = bound;
    this.boundExcluded = boundExcluded;
    this.nullsCount = nullsCount;
    this.without = new NearestRows(limit);
  }

  /** Whether rows without a distance would be given, as it stands. */
  boolean wantsRowsWithout() {
    return nullsCount && nearest.size() < limit;
  }

  @Override
  public int wanted() {
    return bound == Double.POSITIVE_INFINITY ? limit : 0;
  }

  @Override
  public double threshold() {
    return Math.min(bound, nearest.threshold());
  }

  @Override
  public void offer(double distance, int fragment, int row) {
    if (distance < bound || distance == bound && !boundExcluded) {
      nearest.offer(distance, address(fragment, row));
    } else if (Double.isNaN(distance) && nullsCount) {
      without.offer(0, address(fragment, row));
    }
  }

  private static long address(int fragment, int row) {
    return (long) fragment << 32 | row;
  }

  /** The rows found, in the order in which they are given. */
  Winners winners(boolean inRowOrder) {
    int[] positions = inRowOrder ? nearest.inRowOrder() : nearest.nearestFirst();
    int[] last = without.inRowOrder();
    int count = (int) Math.min(limit, (long) positions.length + last.length);
    long[] rows = new long[count];
    double[] distances = new double[count];
    for (int i = 0; i < count; i++) {
      boolean found = i < positions.length;
      rows[i] = found ? nearest.row(positions[i]) : without.row(last[i - positions.length]);
      distances[i] = found ? nearest.distance(positions[i]) : Double.NaN;
    }
    return new Winners(rows, distances);
  }
}
