package dev.quiver.planner;

import dev.quiver.planner.statement.Executable;
import dev.quiver.planner.statement.Execution;

/** A plan of which nothing but its text is known. */
record TextPlan(String sql) implements Executable {
  @Override
  public PreparedSql.Kind kind() {
    return PreparedSql.Kind.QUERY;
  }

  @Override
  public String operation() {
    return sql;
  }

  @Override
  public Result run(Execution execution) {
    throw new UnsupportedOperationException(sql);
  }
}
