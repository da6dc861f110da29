package dev.quiver.storage.index;

/** Collects what a search finds. For one thread. */
public interface Found {
  /** Rows farther than this are of no use any more. */
  double threshold();

  /** A row at an exact distance; it may be at the threshold or beyond. */
  void offer(double distance, int fragment, int row);

  /** How many of the nearest rows are wanted; 0 if it is all within a bound. */
  default int wanted() {
    return 0;
  }
}
