package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows for a table one value at a time, each checked and converted. For one thread.
 *
 * <p>A value that does not fit leaves the row unfinished; the builder is then of no more use.
 */
public final class RowBuilder {
  private final TableName table;
  private final List<Field> fields;
  private final ValueConversion[] conversions;
  private final ColumnBuilder[] builders;
  private int rows;

  public RowBuilder(TableName table, Schema schema) {
    this.table = table;
    this.fields = schema.fields();
    this.conversions = fields.stream().map(ValueConversion::to).toArray(ValueConversion[]::new);
    this.builders =
        fields.stream().map(f -> ColumnBuilder.of(f.type())).toArray(ColumnBuilder[]::new);
  }

  /** Sets a column of the row being built; each column is set once per row. */
  public void set(int column, @Nullable Object value) {
    Object converted = conversions[column].convert(value);
    if (converted == null && !fields.get(column).nullable()) {
      throw new QuiverException(ErrorCode.NOT_NULL, fields.get(column).name(), table);
    }
    builders[column].append(converted);
  }

  public void endRow() {
    rows++;
  }

  public int rows() {
    return rows;
  }

  /** The rows so far; the builder starts anew. */
  public DenseBatch build() {
    List<Column> columns = new ArrayList<>(builders.length);
    for (ColumnBuilder builder : builders) {
      columns.add(builder.build());
    }
    DenseBatch batch = new DenseBatch(rows, columns);
    rows = 0;
    return batch;
  }
}
