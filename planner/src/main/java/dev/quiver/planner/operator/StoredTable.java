package dev.quiver.planner.operator;

import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Schema;

/**
 * A table as a plan names it: by name and, maybe, a point in history. Every run looks it up anew in
 * its own snapshot, so that one plan serves all versions of one schema.
 *
 * <p>The catalog's tables are unwrapped to this.
 */
public interface StoredTable {
  TableName name();

  /** The schema that the plan was made for. */
  Schema schema();

  /** What a run reads; must have the schema's fields. */
  TableVersion at(Snapshot snapshot);
}
