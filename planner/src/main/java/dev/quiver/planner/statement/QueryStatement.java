package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.storage.type.DataType;
import java.util.List;

/** SELECT and the like. */
record QueryStatement(QueryPlan plan) implements Executable {
  @Override
  public Kind kind() {
    return Kind.QUERY;
  }

  @Override
  public List<ColumnInfo> columns() {
    return plan.columns();
  }

  @Override
  public List<DataType> parameters() {
    return plan.parameters();
  }

  @Override
  public String operation() {
    return "SELECT";
  }

  @Override
  public Dependencies dependencies() {
    return plan.dependencies();
  }

  @Override
  public boolean isReusable() {
    return plan.isReusable();
  }

  @Override
  public String explain(Execution execution) {
    return plan.explain(execution);
  }

  @Override
  public Result run(Execution execution) {
    return plan.open(execution);
  }
}
