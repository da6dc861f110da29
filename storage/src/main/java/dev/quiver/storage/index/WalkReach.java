package dev.quiver.storage.index;

import dev.quiver.functions.distance.Metric;

/**
 * How far beyond the rows found so far a walk through a graph goes on: as long as there are rows to
 * go on from whose squared distance is no more than 1 + reach times that of the farthest row found
 * that is wanted. So it looks at more where many rows are about as far, as between clusters, and at
 * few where the nearest stand out; Al-Jazzazi et al., <i>Distance Adaptive Beam Search for Provably
 * Accurate Graph-Based Nearest Neighbor Search</i> (2025).
 *
 * @param metric of distances; L2, its square or cosine
 */
record WalkReach(Metric metric, double reach) {

  /** Whether walks of a metric can end so. */
  static boolean isOf(Metric metric) {
    return metric == Metric.L2 || metric == Metric.COSINE;
  }

  /** Where a walk ends that has found rows up to this distance. */
  double limit(double distance) {
    double factor = metric == Metric.L2 ? Math.sqrt(1 + reach) : 1 + reach;
    return distance <= 0 ? distance : distance * factor;
  }
}
