package dev.quiver.planner.system;

import static dev.quiver.planner.system.SystemTable.row;

import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of schema {@code sys} about what the database holds. */
final class SysTables {
  private SysTables() {}

  static List<SystemTable> all() {
    return List.of(tables(), columns(), versions(), tags(), fragments(), indexes());
  }

  /** The tables of a snapshot by name. */
  static Stream<TableVersion> tables(SystemContext context) {
    return context.snapshot().tables().stream()
        .sorted(Comparator.comparing(TableName::schema).thenComparing(TableName::table))
        .map(name -> context.snapshot().table(name))
        .flatMap(java.util.Optional::stream);
  }

  private static SystemTable tables() {
    return SystemTable.in(SystemTables.SYS, "tables")
        .texts("schema_name", "table_name")
        .numbers("version", "row_count", "columns", "fragments", "bytes")
        .texts("primary_key", "id")
        .rows(context -> tables(context).map(SysTables::table));
  }

  private static @Nullable Object[] table(TableVersion table) {
    List<Fragment> fragments = table.fragments();
    return row(
        table.name().schema(),
        table.name().table(),
        table.version(),
        table.rowCount(),
        (long) table.schema().fields().size(),
        (long) fragments.size(),
        fragments.stream().mapToLong(Fragment::bytes).sum(),
        primaryKey(table.schema()),
        table.id().toString());
  }

  private static @Nullable String primaryKey(Schema schema) {
    return schema.primaryKey().isEmpty()
        ? null
        : String.join(
            ", ", schema.primaryKey().stream().map(i -> schema.fields().get(i).name()).toList());
  }

  private static SystemTable columns() {
    return SystemTable.in(SystemTables.SYS, "columns")
        .texts("schema_name", "table_name", "column_name")
        .numbers("position")
        .texts("data_type")
        .flag("nullable")
        .texts("default_value")
        .numbers("key_position")
        .rows(context -> tables(context).flatMap(SysTables::columnsOf));
  }

  private static Stream<@Nullable Object[]> columnsOf(TableVersion table) {
    Schema schema = table.schema();
    return IntStream.range(0, schema.fields().size())
        .mapToObj(
            i -> {
              Field field = schema.fields().get(i);
              int key = schema.primaryKey().indexOf(i);
              return row(
                  table.name().schema(),
                  table.name().table(),
                  field.name(),
                  i + 1L,
                  TypeNames.of(field),
                  field.nullable(),
                  field.defaultSql(),
                  key < 0 ? null : key + 1L);
            });
  }

  private static SystemTable versions() {
    return SystemTable.in(SystemTables.SYS, "versions")
        .texts("table_name")
        .numbers("version")
        .time("committed_at")
        .texts("operation")
        .numbers("rows_added", "rows_deleted", "row_count", "fragments", "bytes")
        .rows(
            context ->
                tables(context)
                    .flatMap(table -> table.history().stream().map(v -> version(table, v))));
  }

  private static @Nullable Object[] version(TableVersion table, VersionRecord version) {
    return row(
        table.name().toString(),
        version.version(),
        version.committedAt(),
        version.operation(),
        version.rowsAdded(),
        version.rowsDeleted(),
        version.rowCount(),
        (long) version.fragments(),
        version.bytes());
  }

  private static SystemTable tags() {
    return SystemTable.in(SystemTables.SYS, "tags")
        .texts("tag")
        .numbers("snapshot")
        .rows(
            context ->
                context.snapshot().tags().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(tag -> row(tag.getKey(), tag.getValue())));
  }

  private static SystemTable fragments() {
    return SystemTable.in(SystemTables.SYS, "fragments")
        .texts("table_name", "fragment")
        .numbers("physical_rows", "live_rows", "deleted_rows", "bytes")
        .rows(
            context ->
                tables(context)
                    .flatMap(table -> table.fragments().stream().map(f -> fragment(table, f))));
  }

  private static @Nullable Object[] fragment(TableVersion table, Fragment fragment) {
    return row(
        table.name().toString(),
        fragment.id().toString(),
        (long) fragment.physicalRows(),
        (long) fragment.liveRows(),
        (long) fragment.physicalRows() - fragment.liveRows(),
        fragment.bytes());
  }

  static @Nullable Object[] index(TableVersion table, VectorIndex index) {
    IndexDefinition definition = index.definition();
    String column =
        table.schema().fields().stream()
            .filter(field -> field.id() == definition.fieldId())
            .map(Field::name)
            .findFirst()
            .orElse("");
    return row(
        table.name().toString(),
        definition.name(),
        definition.method().name(),
        column,
        definition.metricName(),
        index.rowsIndexed(),
        index.rowsUnindexed(),
        index.bytes(),
        parameters(index.model()));
  }

  /** The lists or graphs and what they were made for, and the whole curve of effort and recall. */
  private static String parameters(IndexModel model) {
    StringBuilder text = new StringBuilder();
    String unit;
    if (model instanceof Generation generation) {
      text.append("num_partitions=").append(generation.lists());
      Codebook codebook = generation.codebook();
      if (codebook != null) {
        text.append(", num_sub_vectors=").append(codebook.parts());
        text.append(", num_bits=").append(codebook.bits());
      }
      unit = "lists";
    } else {
      GraphModel graphs = (GraphModel) model;
      text.append("m=").append(graphs.shape().neighbours());
      text.append(", ef_construction=").append(graphs.shape().effort());
      unit = "candidates";
    }
    text.append(", trained_rows=").append(model.trainedRows());
    for (Generation.Effort effort : model.curve()) {
      text.append(
          String.format(Locale.ROOT, ", %.4f by %d %s", effort.recall(), effort.probes(), unit));
    }
    return text.toString();
  }

  private static SystemTable indexes() {
    return SystemTable.in(SystemTables.SYS, "indexes")
        .texts("table_name", "index_name", "method", "columns", "metric")
        .numbers("rows_indexed", "rows_unindexed", "bytes")
        .texts("parameters")
        .rows(
            context ->
                tables(context)
                    .flatMap(table -> table.indexes().stream().map(i -> index(table, i))));
  }
}
