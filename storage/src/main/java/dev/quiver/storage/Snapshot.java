package dev.quiver.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole database at one commit, or as a transaction sees it. Never changes; safe for any number
 * of threads.
 *
 * <p>Metadata is read lazily: holding a snapshot costs a name, not a manifest.
 */
public interface Snapshot {
  /** The commit's number, from 0 (the empty database) in steps of one. */
  long number();

  Instant committedAt();

  List<TableName> tables();

  Optional<TableVersion> table(TableName name);

  /**
   * A table as it was; the name is looked up at that point too, so that dropped tables can be read
   * by tag and timestamp.
   *
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_TABLE, UNKNOWN_VERSION, UNKNOWN_TAG,
   *     NO_VERSION_AT
   */
  TableVersion table(TableName name, VersionPoint point);

  /** Tags and the numbers of the snapshots they name. */
  Map<String, Long> tags();
}
