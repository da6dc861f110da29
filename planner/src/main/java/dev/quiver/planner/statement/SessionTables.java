package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.catalog.VirtualTables;
import dev.quiver.planner.load.FileFormat;
import dev.quiver.planner.load.FileFormats;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.operator.GeneratedTable;
import dev.quiver.planner.system.SystemTables;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The system tables as one session sees them, and files. */
final class SessionTables implements VirtualTables {
  private final SessionControl session;

  SessionTables(SessionControl session) {
    this.session = session;
  }

  @Override
  public Set<String> schemas() {
    return Set.of(SystemTables.SYS, SystemTables.INFORMATION_SCHEMA);
  }

  @Override
  public Optional<Table> find(String schema, String table) {
    return SystemTables.find(new TableName(schema, table))
        .map(
            system ->
                new Table(
                    system.name().toString(),
                    system.schema().fields(),
                    (GeneratedTable) new SystemTableSource(system, session)));
  }

  @Override
  public Table file(String format, String file) {
    Path path = FileFormats.file(file);
    FileFormat reader = FileFormats.named(format);
    List<Field> fields = reader.inspect(path, FileOptions.DEFAULT);
    for (Field field : fields) {
      if (field.name().isEmpty()) {
        throw new QuiverException(
            ErrorCode.FILE_FORMAT, file, "its column " + (field.id() + 1) + " has no name");
      }
    }
    return new Table(file, fields, new FileSource(reader, path, fields));
  }

  @Override
  public Table changes(Snapshot snapshot, TableName table, long from, long to) {
    TableChanges changes = TableChanges.of(snapshot, table, from, to);
    return new Table("TABLE_CHANGES(" + table + ")", changes.fields(), changes);
  }
}
