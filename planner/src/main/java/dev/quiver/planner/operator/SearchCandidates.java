package dev.quiver.planner.operator;

import java.util.Arrays;

/**
 * What a vector search has found so far: the nearest rows within the bound and, where there is no
 * bound, the first rows without a distance.
 */
final class SearchCandidates {
  private final NearestRows nearest;
  private final int limit;
  private final double bound;
  private final boolean boundExcluded;
  private final boolean nullsCount;
  private long[] without = new long[0];
  private int withoutCount;

  SearchCandidates(int limit, double bound, boolean boundExcluded, boolean nullsCount) {
    this.nearest = new NearestRows(limit);
    this.limit = limit;
    this.bound = bound;
    this.boundExcluded = boundExcluded;
    this.nullsCount = nullsCount;
  }

  void offer(double distance, int fragment, int row) {
    if (distance < bound || distance == bound && !boundExcluded) {
      nearest.offer(distance, address(fragment, row));
    } else if (Double.isNaN(distance) && nullsCount && withoutCount < limit) {
      if (withoutCount == without.length) {
        without =
            Arrays.copyOf(without, Math.max(16, Growth.capacity(withoutCount, withoutCount + 1)));
      }
      without[withoutCount++] = address(fragment, row);
    }
  }

  private static long address(int fragment, int row) {
    return (long) fragment << 32 | row;
  }

  /** The rows found, in the order in which they are given. */
  Winners winners(boolean inRowOrder) {
    int[] positions = inRowOrder ? nearest.inRowOrder() : nearest.nearestFirst();
    int count = (int) Math.min(limit, (long) positions.length + withoutCount);
    long[] rows = new long[count];
    double[] distances = new double[count];
    for (int i = 0; i < count; i++) {
      boolean found = i < positions.length;
      rows[i] = found ? nearest.row(positions[i]) : without[i - positions.length];
      distances[i] = found ? nearest.distance(positions[i]) : Double.NaN;
    }
    return new Winners(rows, distances);
  }
}
