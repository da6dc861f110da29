package dev.quiver.planner.system;

import static dev.quiver.planner.system.SystemTable.row;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What SHOW and DESCRIBE give: system tables of the moment, for one table each. */
public final class ShownTable {
  private ShownTable() {}

  public static SystemTable tables() {
    return SystemTable.in(SystemTables.SYS, "SHOW TABLES")
        .texts("schema_name", "table_name")
        .numbers("version", "row_count", "bytes")
        .rows(
            context ->
                SysTables.tables(context)
                    .map(
                        t ->
                            row(
                                t.name().schema(),
                                t.name().table(),
                                t.version(),
                                t.rowCount(),
                                t.fragments().stream().mapToLong(Fragment::bytes).sum())));
  }

  /** The history of a table up to the version given. */
  public static SystemTable versions(TableVersion table) {
    return SystemTable.in(SystemTables.SYS, "SHOW VERSIONS")
        .numbers("version")
        .time("committed_at")
        .texts("operation")
        .numbers("rows_added", "rows_deleted", "row_count", "fragments", "bytes")
        .rows(
            context ->
                table.history().stream()
                    .map(
                        v ->
                            row(
                                v.version(),
                                v.committedAt(),
                                v.operation(),
                                v.rowsAdded(),
                                v.rowsDeleted(),
                                v.rowCount(),
                                (long) v.fragments(),
                                v.bytes())));
  }

  public static SystemTable indexes(TableVersion table) {
    return SystemTable.in(SystemTables.SYS, "SHOW INDEXES")
        .texts("table_name", "index_name", "method", "columns", "metric")
        .numbers("rows_indexed", "rows_unindexed", "bytes")
        .texts("parameters")
        .rows(context -> table.indexes().stream().map(i -> SysTables.index(table, i)));
  }

  public static SystemTable columns(TableVersion table) {
    return columnsOf(table.schema());
  }

  /** One row per column, as CREATE TABLE would say it. */
  public static SystemTable columnsOf(Schema schema) {
    return SystemTable.in(SystemTables.SYS, "DESCRIBE")
        .texts("column_name", "data_type")
        .flag("nullable")
        .texts("default_value", "key")
        .rows(context -> columnRows(schema));
  }

  private static @Nullable String keyOf(Schema schema, int column) {
    if (schema.primaryKey().contains(column)) {
      return "PRIMARY KEY";
    }
    return schema.uniqueKeys().stream()
        .filter(key -> key.columns().contains(column))
        .findFirst()
        .map(key -> key.columns().size() == 1 ? "UNIQUE" : "UNIQUE (" + key.name() + ")")
        .orElse(null);
  }

  private static Stream<@Nullable Object[]> columnRows(Schema schema) {
    return IntStream.range(0, schema.fields().size())
        .mapToObj(
            i -> {
              Field field = schema.fields().get(i);
              return row(
                  field.name(),
                  TypeNames.of(field),
                  field.nullable(),
                  field.defaultSql(),
                  keyOf(schema, i));
            });
  }
}
