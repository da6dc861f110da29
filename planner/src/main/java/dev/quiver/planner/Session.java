package dev.quiver.planner;

import dev.quiver.storage.Snapshot;

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

  boolean autoCommit();

  /** Switching autocommit on commits what is open. */
  void setAutoCommit(boolean autoCommit);

  /** What follows, up to {@link #commit}, belongs together even with autocommit. */
  void begin();

  /** Publishes the open transaction; does nothing if there is none. */
  void commit();

  /** Throws the open transaction away; does nothing if there is none. */
  void rollback();

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
