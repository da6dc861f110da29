package dev.quiver.storage;

import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.table.Schema;
import java.util.List;
import java.util.UUID;

/** One table at one version. Never changes; safe for any number of threads. */
public interface TableVersion {
  /** The table's identity: kept by a rename, lost by a drop. */
  UUID id();

  TableName name();

  /** From 1, in steps of one per commit that changed content or schema. */
  long version();

  Schema schema();

  /** Rows not deleted. */
  long rowCount();

  List<Fragment> fragments();

  /** The indexes of this version, over its fragments. */
  default List<VectorIndex> indexes() {
    return List.of();
  }

  /** Every version up to this one, oldest first. */
  List<VersionRecord> history();
}
