package dev.quiver.planner.statement;

import dev.quiver.planner.system.SystemTables;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;

/** Which schemas there are: {@code public}, the system's, and those that hold a table. */
public final class Schemas {
  private Schemas() {}

  public static boolean exists(Snapshot snapshot, String schema) {
    return schema.equalsIgnoreCase(TableName.DEFAULT_SCHEMA)
        || SystemTables.isSystemSchema(schema)
        || snapshot.tables().stream().anyMatch(name -> name.schema().equalsIgnoreCase(schema));
  }
}
