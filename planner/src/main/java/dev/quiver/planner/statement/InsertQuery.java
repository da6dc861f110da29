package dev.quiver.planner.statement;

import dev.quiver.planner.Result;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.List;

/**
 * INSERT … SELECT.
 *
 * @param targets for each column of the query the position of the table's column that it fills
 */
record InsertQuery(
    TableName table, Schema schema, List<Integer> targets, QueryPlan plan, DefaultValues defaults)
    implements RowSource {

  @Override
  public List<DataType> parameters() {
    return plan.parameters();
  }

  @Override
  public String operation() {
    return "INSERT";
  }

  @Override
  public Dependencies dependencies() {
    return plan.dependencies()
        .and(Dependencies.onSchema(table, schema))
        .and(defaults.dependencies());
  }

  @Override
  public boolean isReusable() {
    return plan.isReusable() && defaults.isReusable();
  }

  @Override
  public String explain(Execution execution) {
    return "Insert(" + table + ")\n" + plan.explain(execution).indent(2);
  }

  @Override
  public Result run(Execution execution) {
    try (TableAppender appender = execution.transaction().append(table)) {
      long count = rows(execution, appender);
      appender.finish();
      return new Result.Count(count);
    }
  }

  @Override
  public long rows(Execution execution, TableAppender appender) {
    InsertedColumns inserted = new InsertedColumns(schema, targets, defaults);
    try (Result.Rows rows = plan.open(execution)) {
      RowTransfer transfer = RowTransfer.into(table, schema, appender);
      long count = 0;
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        execution.control().check();
        transfer.append(inserted.arrange(batch, 0, execution), 0);
        count += batch.size();
      }
      return count;
    }
  }
}
