package dev.quiver.planner.expression;

import dev.quiver.storage.column.DenseBatch;

/** The keys that one side of a running join has. */
public interface JoinKeys {
  /**
   * Which rows have a key that the join would find a partner for.
   *
   * @param keys a column for each of the join's keys
   */
  boolean[] contain(DenseBatch keys, Evaluation evaluation);
}
