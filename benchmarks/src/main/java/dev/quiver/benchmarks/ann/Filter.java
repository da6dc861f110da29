package dev.quiver.benchmarks.ann;

/**
 * A condition on rows, and the queries that it is measured with.
 *
 * @param column that is compared; its values are {@link SearchSet#values}
 * @param below keeps rows with a smaller value; {@link #ALL} for no condition
 * @param queries positions among the set's queries
 */
record Filter(String name, Column column, int below, int[] queries) {
  static final int ALL = Integer.MAX_VALUE;

  /** What rows have beside their vectors. */
  enum Column {
    /** Random, from 0 to 999. */
    PART,
    /** 0 for one half of the space, 1 for the other. */
    HALF;

    String sqlName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  boolean keepsAll() {
    return below == ALL;
  }
}
