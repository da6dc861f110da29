package dev.quiver.storage;

import dev.quiver.storage.table.Schema;

/**
 * A change of the database over any number of tables, seen by no one until {@link #commit}.
 *
 * <p>Reads a pinned snapshot and its own changes (snapshot isolation). For one thread. A failed
 * operation leaves the transaction as it was before that operation. Closing without a commit leaves
 * nothing behind.
 */
public interface Transaction extends AutoCloseable {
  /** The pinned snapshot with the changes made so far. */
  Snapshot view();

  void createTable(TableName name, Schema schema);

  void dropTable(TableName name);

  /** Removes all rows. */
  void truncate(TableName name);

  /**
   * Rows for a table, in the order of its schema; they belong to the transaction once the appender
   * is finished.
   */
  TableAppender append(TableName name);

  /**
   * Rows are those of {@link #view}; deleting a row twice counts once. Returns how many were live.
   */
  long delete(TableName name, RowSet rows);

  /** Makes a new version with the content and schema of an older one. */
  void restore(TableName name, VersionPoint point);

  /**
   * Makes the tables those of an older snapshot: restores what has changed since, drops what was
   * not there, and brings back what was dropped. Tags stay.
   *
   * @param point a version is a snapshot's number
   */
  void restoreDatabase(VersionPoint point);

  /**
   * Builds an index over the rows that the table has now; rows added later are found without it. It
   * changes no content and makes no version of the table.
   *
   * @param progress may throw to end the work, which then leaves nothing behind
   * @throws dev.quiver.functions.error.QuiverException INDEX_EXISTS, UNKNOWN_TABLE
   */
  void createIndex(TableName table, IndexDefinition definition, Progress progress);

  /**
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_INDEX, UNKNOWN_TABLE
   */
  void dropIndex(TableName table, String index);

  /**
   * Names the snapshot that this transaction makes, or the pinned one if it changes nothing else.
   */
  void createTag(String tag);

  void dropTag(String tag);

  /** A moment of a transaction, of which it alone knows what it means. */
  interface Savepoint {}

  /** The transaction as it is now, to come back to. */
  Savepoint savepoint();

  /** Undoes every operation since a savepoint of this transaction. */
  void rollbackTo(Savepoint savepoint);

  /**
   * Publishes everything at once; a transaction that changed nothing publishes nothing. The
   * statement's name goes into the history of each table that it changed.
   *
   * @return the snapshot that holds the changes
   * @throws dev.quiver.functions.error.QuiverException WRITE_CONFLICT, DUPLICATE_KEY; then nothing
   *     was changed
   */
  default Snapshot commit(String operation) {
    return commit(operation, Progress.NONE);
  }

  /**
   * Likewise.
   *
   * @param progress of making index lists for much that was added; may throw to end the work, and
   *     the transaction with it
   */
  Snapshot commit(String operation, Progress progress);

  @Override
  void close();
}
