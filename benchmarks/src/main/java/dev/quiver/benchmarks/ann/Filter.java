package dev.quiver.benchmarks.ann;

/**
 * A condition on rows, and the queries that it is measured with.
 *
 * @param below keeps rows whose value is smaller; {@link #ALL} for no condition
 * @param queries positions among the set's queries
 */
record Filter(Kind kind, int below, String name, int[] queries) {
  static final int ALL = Integer.MAX_VALUE;

  /** How what a condition keeps lies around the query. */
  enum Kind {
    NONE,
    RANDOM,
    NEAR,
    FAR
  }

  boolean keepsAll() {
    return below == ALL;
  }

  /** Of {@link SearchSet}. */
  String column() {
    return kind == Kind.NEAR || kind == Kind.FAR ? "half" : "part";
  }
}
