package dev.quiver.planner.statement;

import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.List;
import java.util.function.Predicate;

/**
 * CREATE TABLE … AS query.
 *
 * @param maker makes the table, or tells that it is there and stays
 */
record CreateTableAs(TableName table, Schema schema, QueryPlan plan, Predicate<Execution> maker)
    implements Executable {
  @Override
  public Kind kind() {
    return Kind.UPDATE;
  }

  @Override
  public List<DataType> parameters() {
    return plan.parameters();
  }

  @Override
  public boolean changesData() {
    return true;
  }

  @Override
  public String operation() {
    return "CREATE TABLE AS";
  }

  @Override
  public Dependencies dependencies() {
    return plan.dependencies();
  }

  @Override
  public String explain(Execution execution) {
    return "CreateTable(" + table + ")\n" + plan.explain(execution).indent(2);
  }

  @Override
  public Result run(Execution execution) {
    try (Result.Rows rows = plan.open(execution)) {
      if (!maker.test(execution)) {
        return new Result.Count(0);
      }
      try (TableAppender appender = execution.transaction().append(table)) {
        long count = RowTransfer.into(table, schema, appender).all(rows, execution.control());
        appender.finish();
        return new Result.Count(count);
      }
    }
  }
}
