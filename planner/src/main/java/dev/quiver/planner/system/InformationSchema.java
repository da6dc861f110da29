package dev.quiver.planner.system;

import static dev.quiver.planner.system.SystemTable.row;

import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The standard's views of schemas, tables and columns; there are no catalogs. */
final class InformationSchema {
  private record Described(TableName name, Schema schema, String type) {}

  private InformationSchema() {}

  static List<SystemTable> all() {
    return List.of(schemata(), tables(), columns());
  }

  private static Stream<Described> described(SystemContext context) {
    return Stream.concat(
        SysTables.tables(context).map(InformationSchema::describe),
        SystemTables.all().stream()
            .map(table -> new Described(table.name(), table.schema(), "SYSTEM VIEW")));
  }

  private static Described describe(TableVersion table) {
    return new Described(table.name(), table.schema(), "BASE TABLE");
  }

  private static SystemTable schemata() {
    return SystemTable.in(SystemTables.INFORMATION_SCHEMA, "schemata")
        .texts("catalog_name", "schema_name", "schema_owner")
        .rows(
            context -> {
              TreeSet<String> names = new TreeSet<>(List.of(TableName.DEFAULT_SCHEMA));
              described(context).forEach(table -> names.add(table.name().schema()));
              return names.stream().map(name -> row(null, name, null));
            });
  }

  private static SystemTable tables() {
    return SystemTable.in(SystemTables.INFORMATION_SCHEMA, "tables")
        .texts("table_catalog", "table_schema", "table_name", "table_type")
        .rows(
            context ->
                described(context)
                    .map(t -> row(null, t.name().schema(), t.name().table(), t.type())));
  }

  private static SystemTable columns() {
    return SystemTable.in(SystemTables.INFORMATION_SCHEMA, "columns")
        .texts("table_catalog", "table_schema", "table_name", "column_name")
        .numbers("ordinal_position")
        .texts("column_default", "is_nullable", "data_type")
        .numbers(
            "character_maximum_length", "numeric_precision", "numeric_scale", "datetime_precision")
        .rows(context -> described(context).flatMap(InformationSchema::columnsOf));
  }

  private static Stream<@Nullable Object[]> columnsOf(Described table) {
    List<Field> fields = table.schema().fields();
    return IntStream.range(0, fields.size()).mapToObj(i -> column(table.name(), i, fields.get(i)));
  }

  private static @Nullable Object[] column(TableName table, int index, Field field) {
    DataType type = field.type();
    DecimalType decimal = type instanceof DecimalType d ? d : null;
    return row(
        null,
        table.schema(),
        table.table(),
        field.name(),
        index + 1L,
        field.defaultSql(),
        field.nullable() ? "YES" : "NO",
        bareName(type),
        field.maxLength() == 0 ? null : (long) field.maxLength(),
        decimal == null ? null : (long) decimal.precision(),
        decimal == null ? null : (long) decimal.scale(),
        timePrecision(type));
  }

  private static @Nullable Long timePrecision(DataType type) {
    if (type instanceof TimeType time) {
      return (long) time.precision();
    }
    return type instanceof TimestampType timestamp ? (long) timestamp.precision() : null;
  }

  /** The name without precision, as the standard has it. */
  private static String bareName(DataType type) {
    if (type instanceof SimpleType simple) {
      return simple.name();
    }
    if (type instanceof TimestampType timestamp) {
      return timestamp.local() ? "TIMESTAMP WITH LOCAL TIME ZONE" : "TIMESTAMP";
    }
    if (type instanceof VectorType) {
      return "VECTOR";
    }
    if (type instanceof ListType) {
      return "ARRAY";
    }
    return type instanceof DecimalType ? "DECIMAL" : "TIME";
  }
}
