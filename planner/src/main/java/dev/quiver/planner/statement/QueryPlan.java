package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.Result;
import dev.quiver.storage.type.DataType;
import java.util.List;

/** A query that was planned: immutable, for any number of runs at once. */
interface QueryPlan {
  List<ColumnInfo> columns();

  List<DataType> parameters();

  Dependencies dependencies();

  /** Whether it may outlive the session and the moment that it was planned in. */
  boolean isReusable();

  /** Starts it, over values of an execution that has one per parameter. */
  Result.Rows open(Execution execution);

  /** The operators and what they will read, in lines. */
  String explain(Execution execution);
}
