package dev.quiver.planner.catalog;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A snapshot of tables that have columns and versions but no rows, for planning alone. */
public final class TestSnapshot implements Snapshot {
  private final List<Table> versions = new ArrayList<>();

  /** Adds the next version of a table; a field whose type is given as {@code T?} is nullable. */
  public TestSnapshot table(String name, Field... fields) {
    TableName tableName = TableName.of(name);
    long number = versions.stream().filter(t -> t.name().equals(tableName)).count() + 1;
    Schema schema = new Schema(List.of(fields), List.of(), fields.length);
    versions.add(new Table(UUID.randomUUID(), tableName, number, schema));
    return this;
  }

  public static Field field(int id, String name, DataType type) {
    return new Field(id, name, type, false);
  }

  public static Field nullable(int id, String name, DataType type) {
    return new Field(id, name, type, true);
  }

  private record Table(UUID id, TableName name, long version, Schema schema)
      implements TableVersion {
    @Override
    public long rowCount() {
      return 1_000;
    }

    @Override
    public List<Fragment> fragments() {
      return List.of();
    }

    @Override
    public List<VersionRecord> history() {
      return List.of();
    }
  }

  @Override
  public long number() {
    return 1;
  }

  @Override
  public Instant committedAt() {
    return Instant.EPOCH;
  }

  @Override
  public List<TableName> tables() {
    return versions.stream().map(Table::name).distinct().toList();
  }

  @Override
  public Optional<TableVersion> table(TableName name) {
    Table last = null;
    for (Table table : versions) {
      last = table.name().equals(name) ? table : last;
    }
    return Optional.ofNullable(last);
  }

  @Override
  public TableVersion table(TableName name, VersionPoint point) {
    if (!(point instanceof VersionPoint.Version version)) {
      return table(name).orElseThrow();
    }
    long last = table(name).map(TableVersion::version).orElse(0L);
    return versions.stream()
        .filter(t -> t.name().equals(name) && t.version() == version.number())
        .findFirst()
        .orElseThrow(
            () -> new QuiverException(ErrorCode.UNKNOWN_VERSION, name, version.number(), 1L, last));
  }

  @Override
  public Map<String, Long> tags() {
    return Map.of();
  }
}
