package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Result;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.arrow.ArrowImport;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Adds the rows of Arrow data to a table: an INSERT without rows.
 *
 * <p>Columns go by name, without regard to case; those that the data lacks get their defaults.
 * Columns of the table's type are handed on whole. Others are converted value by value, where
 * {@link TypeFit} says that this can go well.
 *
 * @param targets for each column of the data the position of the table's column that it fills
 */
record AppendRows(
    ByteSource data, TableName table, Schema schema, List<Integer> targets, DefaultValues defaults)
    implements RowChange {

  static AppendRows compile(TableName name, ByteSource data, CompileContext context) {
    SqlIdentifier written =
        new SqlIdentifier(List.of(name.schema(), name.table()), SqlParserPos.ZERO);
    TableVersion table = context.names().existingTarget(written);
    return new AppendRows(
        data,
        table.name(),
        table.schema(),
        targets(ArrowImport.open(data).fields(), table),
        DefaultValues.of(table.schema().fields(), context));
  }

  private static List<Integer> targets(List<Field> given, TableVersion table) {
    List<Integer> targets = new ArrayList<>();
    for (Field column : given) {
      int position =
          table
              .schema()
              .indexOf(column.name())
              .orElseThrow(
                  () ->
                      new QuiverException(
                          ErrorCode.UNKNOWN_COLUMN, column.name() + " in table " + table.name()));
      if (targets.contains(position)) {
        throw new QuiverException(
            ErrorCode.INVALID_ARGUMENT, "column " + column.name() + " is there twice");
      }
      TypeFit.check(table.schema().fields().get(position), column.type());
      targets.add(position);
    }
    return targets;
  }

  @Override
  public String operation() {
    return "APPEND";
  }

  @Override
  public Dependencies dependencies() {
    return Dependencies.onSchema(table, schema).and(defaults.dependencies());
  }

  @Override
  public Result run(Execution execution) {
    ArrowImport rows = ArrowImport.open(data);
    InsertedColumns inserted = new InsertedColumns(schema, targets, defaults);
    try (TableAppender appender = execution.transaction().append(table)) {
      RowTransfer transfer = RowTransfer.into(table, schema, appender);
      long count = 0;
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        execution.control().check();
        transfer.append(inserted.arrange(batch, 0, execution), 0);
        count += batch.size();
      }
      appender.finish();
      return new Result.Count(count);
    }
  }
}
