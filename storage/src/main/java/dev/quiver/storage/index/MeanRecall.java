package dev.quiver.storage.index;

/** The mean of what some searches found, and how sure it is. For one thread. */
final class MeanRecall {
  /** Recall is taken to be so many standard errors below its mean. */
  private static final double CAUTION = 1;

  private double sum;
  private double squares;
  private int searches;

  void add(double recall) {
    sum += recall;
    squares += recall * recall;
    searches++;
  }

  /** Whether searches find so much, for all that is known. */
  boolean isAtLeast(double wanted) {
    double mean = sum / searches;
    double variance = Math.max(0, squares / searches - mean * mean);
    return mean - CAUTION * Math.sqrt(variance / searches) >= wanted - 1e-9;
  }
}
