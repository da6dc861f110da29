package dev.quiver.planner.system;

import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table whose rows are made for each query. Immutable. */
public final class SystemTable {
  /** Makes the rows, each with one value per column in the class that the column holds. */
  interface Rows {
    Stream<@Nullable Object[]> of(SystemContext context);
  }

  private final TableName name;
  private final Schema schema;
  private final Rows rows;

  private SystemTable(TableName name, List<Field> fields, Rows rows) {
    this.name = name;
    this.schema = new Schema(fields, List.of(), fields.size());
    this.rows = rows;
  }

  public TableName name() {
    return name;
  }

  public Schema schema() {
    return schema;
  }

  /** All rows as they are now. */
  public Batch rows(SystemContext context) {
    List<ColumnBuilder> builders =
        schema.fields().stream().map(field -> ColumnBuilder.of(field.type())).toList();
    rows.of(context)
        .forEach(
            row -> {
              for (int c = 0; c < builders.size(); c++) {
                builders.get(c).append(row[c]);
              }
            });
    int count = builders.get(0).size();
    List<Column> columns = new ArrayList<>();
    builders.forEach(builder -> columns.add(builder.build()));
    return new DenseBatch(count, columns);
  }

  static Builder in(String schema, String table) {
    return new Builder(new TableName(schema, table));
  }

  static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  /** Names the columns, then says where the rows come from. */
  static final class Builder {
    private final TableName name;
    private final List<Field> fields = new ArrayList<>();

    private Builder(TableName name) {
      this.name = name;
    }

    private Builder add(String column, DataType type) {
      fields.add(new Field(fields.size(), column, type, true));
      return this;
    }

    Builder texts(String... columns) {
      for (String column : columns) {
        add(column, SimpleType.VARCHAR);
      }
      return this;
    }

    Builder numbers(String... columns) {
      for (String column : columns) {
        add(column, SimpleType.BIGINT);
      }
      return this;
    }

    Builder flag(String column) {
      return add(column, SimpleType.BOOLEAN);
    }

    Builder time(String column) {
      return add(column, new TimestampType(6, true));
    }

    SystemTable rows(Rows rows) {
      return new SystemTable(name, fields, rows);
    }
  }
}
