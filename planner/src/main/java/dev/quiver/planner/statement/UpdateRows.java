package dev.quiver.planner.statement;

import dev.quiver.planner.Result;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.catalog.Catalog;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;

/** UPDATE: appends the rows as they are to be, then deletes them as they were. */
record UpdateRows(TableName table, Schema schema, QueryPlan plan) implements RowChange {
  /** Columns that say where a row is, before those of the table. */
  private static final int ADDRESS_COLUMNS = 2;

  static Executable compile(Dml.Update statement, CompileContext context) {
    TableVersion table = context.names().existingTarget(statement.target());
    SqlUpdate update = statement.node();
    SqlIdentifier alias = update.getAlias();
    SqlNode query =
        SqlTrees.addressedRows(
            statement.target(),
            alias,
            Assignments.expressions(
                table,
                alias == null ? last(statement.target()) : alias,
                update.getTargetColumnList().getList(),
                update.getSourceExpressionList().getList()),
            update.getCondition());
    List<Field> filled = new ArrayList<>();
    filled.add(new Field(0, Catalog.FRAGMENT_COLUMN, SimpleType.INTEGER, false));
    filled.add(new Field(0, Catalog.OFFSET_COLUMN, SimpleType.INTEGER, false));
    filled.addAll(table.schema().fields());
    return new UpdateRows(table.name(), table.schema(), Plans.filling(filled, query, context));
  }

  private static SqlIdentifier last(SqlIdentifier name) {
    return name.getComponent(name.names.size() - 1);
  }

  @Override
  public List<DataType> parameters() {
    return plan.parameters();
  }

  @Override
  public String operation() {
    return "UPDATE";
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
    return "Update(" + table + ")\n" + plan.explain(execution).indent(2);
  }

  @Override
  public Result run(Execution execution) {
    try (FoundRows found = new FoundRows(execution, table, "Update");
        Result.Rows rows = plan.open(execution);
        TableAppender appender = execution.transaction().append(table)) {
      RowTransfer transfer = RowTransfer.into(table, schema, appender);
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        execution.control().check();
        found.add(batch);
        transfer.append(batch, ADDRESS_COLUMNS);
      }
      if (found.rows().isEmpty()) {
        return new Result.Count(0);
      }
      // Deleted first, so that the rows as they were are no duplicates of what they become.
      long count = execution.transaction().delete(table, found.rows());
      appender.finish();
      return new Result.Count(count);
    }
  }
}
