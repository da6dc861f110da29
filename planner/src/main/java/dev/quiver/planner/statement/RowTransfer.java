package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Result;
import dev.quiver.planner.StatementControl;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands the rows of a query to a table, column by column; columns of another type than the table's,
 * or of limited length, are converted value by value.
 */
final class RowTransfer {
  private final TableName table;
  private final List<Field> fields;
  private final TableAppender appender;

  private RowTransfer(TableName table, Schema schema, TableAppender appender) {
    this.table = table;
    this.fields = schema.fields();
    this.appender = appender;
  }

  static RowTransfer into(TableName table, Schema schema, TableAppender appender) {
    return new RowTransfer(table, schema, appender);
  }

  /** All rows, whose columns are those of the table in order; returns how many there were. */
  long all(Result.Rows rows, StatementControl control) {
    long count = 0;
    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
      control.check();
      append(batch, 0);
      count += batch.size();
    }
    return count;
  }

  /** Some rows; the table's first column is the batch's column {@code from}. */
  void append(Batch batch, int from) {
    List<Column> columns = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      columns.add(convert(batch.column(from + i), fields.get(i)));
    }
    appender.append(new DenseBatch(batch.size(), columns));
  }

  private Column convert(Column column, Field field) {
    checkNulls(column, field);
    if (column.type().equals(field.type()) && field.maxLength() == 0) {
      return column;
    }
    ValueConversion conversion = ValueConversion.to(field);
    ColumnBuilder builder = ColumnBuilder.of(field.type());
    for (int row = 0; row < column.size(); row++) {
      builder.append(conversion.convert(column.value(row)));
    }
    return builder.build();
  }

  private void checkNulls(Column column, Field field) {
    boolean @Nullable [] nulls = column.nulls();
    if (!field.nullable() && nulls != null) {
      for (int row = 0; row < column.size(); row++) {
        if (nulls[row]) {
          throw new QuiverException(ErrorCode.NOT_NULL, field.name(), table);
        }
      }
    }
  }
}
