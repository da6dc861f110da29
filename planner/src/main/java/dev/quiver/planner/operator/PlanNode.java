package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.List;

/**
 * A node of a physical plan. Immutable and shared: any number of threads may open and run it at
 * once, each in an {@link ExecutionContext} of its own.
 */
public interface PlanNode {
  /** The types of the columns it gives. */
  List<DataType> columns();

  List<PlanNode> inputs();

  /** Name and arguments in one line, as EXPLAIN shows it. */
  String describe();

  /** Likewise of a run that is about to be. */
  default String describe(ExecutionContext context) {
    return describe();
  }

  /** What else there is to tell of a run that is about to be, a line each. */
  default List<String> details(ExecutionContext context) {
    return List.of();
  }

  /** A fresh run. Parents open their inputs through {@link ExecutionContext#open}. */
  Operator open(ExecutionContext context);
}
