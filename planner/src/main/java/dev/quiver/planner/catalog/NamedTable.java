package dev.quiver.planner.catalog;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.operator.StoredTable;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.table.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table as a plan names it. Every run looks it up in its own snapshot, so that a plan outlives
 * the snapshot that it was made over.
 *
 * @param name as the database has it
 * @param point the AS OF; null for none
 * @param schema the one the plan was made for
 */
public record NamedTable(TableName name, @Nullable VersionPoint point, Schema schema)
    implements StoredTable {

  /**
   * What a run reads.
   *
   * @throws QuiverException UNKNOWN_TABLE, UNKNOWN_VERSION and the like
   */
  public TableVersion at(Snapshot snapshot) {
    return point == null
        ? snapshot.table(name).orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, name))
        : snapshot.table(name, point);
  }
}
