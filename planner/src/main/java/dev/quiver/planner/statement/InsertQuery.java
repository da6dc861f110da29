package dev.quiver.planner.statement;

import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * INSERT … SELECT.
 *
 * @param targets for each column of the query the position of the table's column that it fills
 */
record InsertQuery(
    TableName table, Schema schema, List<Integer> targets, QueryPlan plan, DefaultValues defaults)
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
    try (Result.Rows rows = plan.open(execution);
        TableAppender appender = execution.transaction().append(table)) {
      RowTransfer transfer = RowTransfer.into(table, schema, appender);
      long count = 0;
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        execution.control().check();
        transfer.append(arrange(batch, execution), 0);
        count += batch.size();
      }
      appender.finish();
      return new Result.Count(count);
    }
  }

  /** The query's columns in the order of the table, defaults in between. */
  private Batch arrange(Batch batch, Execution execution) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      int from = targets.indexOf(i);
      columns.add(from < 0 ? defaultColumn(i, batch.size(), execution) : batch.column(from));
    }
    return new DenseBatch(batch.size(), columns);
  }

  private Column defaultColumn(int position, int rows, Execution execution) {
    Field field = schema.fields().get(position);
    ValueConversion conversion = ValueConversion.to(field);
    ColumnBuilder builder = ColumnBuilder.of(field.type());
    for (int i = 0; i < rows; i++) {
      builder.append(conversion.convert(defaults.next(position, execution)));
    }
    return builder.build();
  }
}
