package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.Result;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that was planned: immutable, for any number of runs at once. */
interface QueryPlan {
  List<ColumnInfo> columns();

  List<DataType> parameters();

  Dependencies dependencies();

  /** Whether it may outlive the session and the moment that it was planned in. */
  boolean isReusable();

  /**
   * Starts it.
   *
   * @param values one per parameter, as the caller gave them
   */
  Result.Rows open(Execution execution, @Nullable Object[] values);

  /** The operators, a line each. */
  String explain();
}
