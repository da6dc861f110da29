package dev.quiver.planner.operator;

import dev.quiver.storage.column.Column;

/** Gathers one aggregate for all groups at once. */
interface Accumulator {
  /**
   * Takes some rows of a batch, none of them NULL.
   *
   * @param argument the column to aggregate; for COUNT(*) any
   * @param groups the group of every row of the batch
   * @param rows the rows to take
   * @param groupCount one more than the highest group
   */
  void add(Column argument, int[] groups, Rows rows, int groupCount);

  /** The first {@code count} entries of an array of row numbers. */
  record Rows(int[] numbers, int count) {}

  /** The memory taken so far, about. */
  long heldBytes();

  /** One value per group. */
  Column finish(int groupCount);
}
