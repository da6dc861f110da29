package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.CopyFrom;
import dev.quiver.planner.load.BatchReader;
import dev.quiver.planner.load.FileFormat;
import dev.quiver.planner.load.FileFormats;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.load.WantedColumns;
import dev.quiver.planner.system.Job;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * COPY table FROM 'file': all of the file in one commit, or nothing of it.
 *
 * <p>With a list of columns, the columns of a CSV file go to those in order; otherwise they go by
 * the names in its header. Columns of the table that the file lacks get their defaults; columns of
 * the file that the table lacks are an error.
 *
 * @param targets positions of the columns that the file fills
 * @param listed whether the statement names them
 */
record LoadFile(
    CopyFrom statement,
    TableName table,
    Schema schema,
    List<Integer> targets,
    boolean listed,
    DefaultValues defaults)
    implements Executable {

  static Executable compile(CopyFrom statement, CompileContext context) {
    TableVersion table = context.names().existingTarget(statement.table());
    FileOptions.of(statement.options());
    return new LoadFile(
        statement,
        table.name(),
        table.schema(),
        TargetColumns.of(table.name(), table.schema(), statement.columns()),
        !statement.columns().isEmpty(),
        DefaultValues.of(table.schema().fields(), context));
  }

  @Override
  public Kind kind() {
    return Kind.UPDATE;
  }

  @Override
  public boolean changesData() {
    return true;
  }

  @Override
  public String operation() {
    return "COPY";
  }

  @Override
  public Dependencies dependencies() {
    return Dependencies.onSchema(table, schema);
  }

  @Override
  public Result run(Execution execution) {
    Path file = FileFormats.file(statement.file());
    FileOptions options = FileOptions.of(statement.options());
    FileFormat format = FileFormats.of(file, options);
    boolean csv = format.name().equals("csv");
    boolean positional = csv && (listed || !options.header());
    List<Integer> filled = positional ? targets : present(format, file, options);
    List<Field> fields = filled.stream().map(i -> schema.fields().get(i)).toList();
    List<@Nullable Object> whenMissing = new ArrayList<>();
    filled.forEach(i -> whenMissing.add(defaultValue(i, execution)));
    WantedColumns wanted = new WantedColumns(fields, positional, listed && !csv, whenMissing);
    try (BatchReader reader = format.read(file, options, wanted);
        Job job =
            execution
                .session()
                .activity()
                .start("COPY " + table + " FROM '" + file + "'", "read", size(file));
        TableAppender appender = execution.transaction().append(table)) {
      long rows = 0;
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        execution.control().check();
        appender.append(arrange(batch, filled, execution));
        rows += batch.size();
        job.report(reader.bytesRead());
      }
      job.enter("commit", 0);
      appender.finish();
      return new Result.Count(rows);
    }
  }

  /** Which columns of the table the file has, or may have further down. */
  private List<Integer> present(FileFormat format, Path file, FileOptions options) {
    if (listed) {
      return targets;
    }
    Set<String> names = new HashSet<>();
    for (String name : format.columnNames(file, options)) {
      if (schema.indexOf(name).isEmpty()) {
        throw new QuiverException(
            ErrorCode.UNKNOWN_COLUMN,
            name + " in table " + table + "; file " + statement.file() + " has it");
      }
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return targets.stream()
        .filter(i -> names.contains(schema.fields().get(i).name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private @Nullable Object defaultValue(int position, Execution execution) {
    Field field = schema.fields().get(position);
    return ValueConversion.to(field).convert(defaults.next(position, execution));
  }

  /** The file's columns in the order of the table, defaults in between. */
  private Batch arrange(Batch batch, List<Integer> filled, Execution execution) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      int from = filled.indexOf(i);
      columns.add(from < 0 ? defaultColumn(i, batch.size(), execution) : batch.column(from));
    }
    return new DenseBatch(batch.size(), columns);
  }

  private Column defaultColumn(int position, int rows, Execution execution) {
    ColumnBuilder builder = ColumnBuilder.of(schema.fields().get(position).type());
    for (int i = 0; i < rows; i++) {
      builder.append(defaultValue(position, execution));
    }
    return builder.build();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw QuiverException.causedBy(e, ErrorCode.IO_FAILURE, file, String.valueOf(e.getMessage()));
    }
  }
}
