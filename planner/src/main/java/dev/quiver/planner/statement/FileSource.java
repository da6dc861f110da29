package dev.quiver.planner.statement;

import dev.quiver.planner.load.BatchReader;
import dev.quiver.planner.load.FileFormat;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.load.WantedColumns;
import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.GeneratedTable;
import dev.quiver.planner.operator.Operator;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** READ_CSV('file') and the like in a plan: streamed when it is opened. */
record FileSource(FileFormat format, Path file, List<Field> fields) implements GeneratedTable {
  @Override
  public String name() {
    return "READ_" + format.name().toUpperCase(java.util.Locale.ROOT) + "('" + file + "')";
  }

  @Override
  public List<DataType> columnTypes() {
    return fields.stream().map(Field::type).toList();
  }

  @Override
  public Operator open(ExecutionContext context) {
    BatchReader reader = format.read(file, FileOptions.DEFAULT, WantedColumns.byName(fields));
    return new Operator() {
      @Override
      public @Nullable Batch next() {
        context.checkCancelled();
        return reader.next();
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }
}
