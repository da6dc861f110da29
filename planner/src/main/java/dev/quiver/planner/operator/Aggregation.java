package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.List;

/**
 * One aggregate of a GROUP BY.
 *
 * @param arguments input columns; none for COUNT(*)
 * @param filter a BOOLEAN input column, or {@link #NO_FILTER}
 */
record Aggregation(
    AggregateFunction function,
    List<Integer> arguments,
    int filter,
    boolean distinct,
    DataType result) {
  static final int NO_FILTER = -1;

  Aggregation {
    arguments = List.copyOf(arguments);
  }
}
