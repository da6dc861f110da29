package dev.quiver.planner;

import dev.quiver.storage.Snapshot;
import dev.quiver.storage.file.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection's view of a database: its schema, its settings and its transaction.
 *
 * <p>With autocommit, which is on at first, each statement sees the newest snapshot and commits by
 * itself. Without, the first statement pins a snapshot and everything up to {@link #commit} is one
 * atomic change. A failed statement changes nothing and ends no transaction.
 *
 * <p>Several threads may use a session; queries run side by side, statements that change something
 * one after the other.
 */
public interface Session extends AutoCloseable {
  /**
   * Parses and checks a statement; asks nothing of the disk when the text was seen before.
   *
   * @throws dev.quiver.functions.error.QuiverException SYNTAX and others, with line and column
   */
  PreparedSql prepare(String sql);

  /**
   * Adds the rows of Arrow data to a table, column by column: columns go by name, those that are
   * missing get their defaults. With autocommit this is one commit.
   *
   * @param schema of the table; null for that of the session
   * @param table its name, without quotes
   * @param data an Arrow IPC file or stream, which may be read more than once
   * @return the number of rows
   * @throws dev.quiver.functions.error.QuiverException as an INSERT; FILE_FORMAT for what Quiver
   *     has no type for
   */
  long append(@Nullable String schema, String table, ByteSource data, StatementControl control);

  boolean autoCommit();

  /** Switching autocommit on commits what is open. */
  void setAutoCommit(boolean autoCommit);

  /** What follows, up to {@link #commit}, belongs together even with autocommit. */
  void begin();

  /** Publishes the open transaction; does nothing if there is none. */
  void commit();

  /** Throws the open transaction away; does nothing if there is none. */
  void rollback();

  /** A moment of a session's transaction; it ends with the transaction. */
  interface Savepoint {
    /** The number that it has among the savepoints of its session, from 1. */
    int id();

    /** Null if it was given none. */
    @Nullable String name();
  }

  /**
   * Remembers the open transaction as it is now. One of the same name stays, hidden until this one
   * is released.
   *
   * @throws dev.quiver.functions.error.QuiverException NO_TRANSACTION with autocommit and no BEGIN
   */
  Savepoint setSavepoint(@Nullable String name);

  /**
   * Undoes everything since a savepoint, which stays; those set after it are gone.
   *
   * @throws dev.quiver.functions.error.QuiverException INVALID_SAVEPOINT
   */
  void rollbackTo(Savepoint savepoint);

  /**
   * Forgets a savepoint and those set after it; their changes stay.
   *
   * @throws dev.quiver.functions.error.QuiverException INVALID_SAVEPOINT
   */
  void release(Savepoint savepoint);

  /** Whether a transaction is open. */
  boolean inTransaction();

  String schema();

  /**
   * Where unqualified names are looked up from now on.
   *
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_SCHEMA
   */
  void setSchema(String schema);

  boolean readOnly();

  /**
   * Refuses changes from now on, or allows them again.
   *
   * @throws dev.quiver.functions.error.QuiverException READ_ONLY if the database or the point in
   *     history that was opened does not allow them
   */
  void setReadOnly(boolean readOnly);

  /** What the next statement would read: the open transaction's view or the newest snapshot. */
  Snapshot snapshot();

  boolean isClosed();

  /** Whether it is open and its database answers; waits for no statement that runs. */
  boolean isUsable();

  /** Throws an open transaction away. Closing twice is fine. */
  @Override
  void close();
}
