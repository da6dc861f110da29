package dev.quiver.planner.operator;

import dev.quiver.storage.FragmentReader;

/** Distances of the rows of one block to the query of a search. */
interface DistanceBlock {
  /** How many rows a block may have. */
  int rows();

  /** Whether a block for more rows would be no larger. */
  default boolean isFull() {
    return true;
  }

  /** Computes the distances of some rows of {@code [from, to)}. */
  void compute(FragmentReader reader, int from, int to, int[] rows, int count);

  /** Of the row at a position of {@code rows}; NaN for none. */
  double distance(int position);

  /** No row has a distance: the query is NULL. */
  static DistanceBlock undefined() {
    return new DistanceBlock() {
      @Override
      public int rows() {
        return 2_048;
      }

      @Override
      public void compute(FragmentReader reader, int from, int to, int[] rows, int count) {
        // Nothing to compute.
      }

      @Override
      public double distance(int position) {
        return Double.NaN;
      }
    };
  }
}
