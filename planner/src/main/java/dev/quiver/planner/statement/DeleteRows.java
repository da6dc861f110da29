package dev.quiver.planner.statement;

import dev.quiver.planner.Result;
import dev.quiver.planner.ast.Dml;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.apache.calcite.sql.SqlDelete;

/** DELETE: finds where the rows are, then deletes them. */
record DeleteRows(TableName table, QueryPlan plan) implements RowChange {

  static Executable compile(Dml.Delete statement, CompileContext context) {
    TableVersion table = context.names().existingTarget(statement.target());
    SqlDelete delete = statement.node();
    return new DeleteRows(
        table.name(),
        Plans.of(
            SqlTrees.addressedRows(
                statement.target(), delete.getAlias(), List.of(), delete.getCondition()),
            context));
  }

  @Override
  public List<DataType> parameters() {
    return plan.parameters();
  }

  @Override
  public String operation() {
    return "DELETE";
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
    return "Delete(" + table + ")\n" + plan.explain(execution).indent(2);
  }

  @Override
  public Result run(Execution execution) {
    try (FoundRows found = new FoundRows(execution, table, "Delete")) {
      try (Result.Rows rows = plan.open(execution)) {
        for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
          execution.control().check();
          found.add(batch);
        }
      }
      return new Result.Count(
          found.rows().isEmpty() ? 0 : execution.transaction().delete(table, found.rows()));
    }
  }
}
