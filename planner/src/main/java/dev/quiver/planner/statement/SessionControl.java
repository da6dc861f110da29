package dev.quiver.planner.statement;

import dev.quiver.planner.StatementControl;
import dev.quiver.planner.operator.MemoryBudget;
import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.SystemContext;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/** The session as a running statement sees it. */
public interface SessionControl {
  String user();

  String schema();

  ActivityLog activity();

  /** The share of the true nearest rows that a search through an index should find. */
  double targetRecall();

  /** What the statements of the session may hold in memory together. */
  MemoryBudget memory();

  /** What the system tables tell to a query that reads this snapshot. */
  SystemContext systemContext(Snapshot snapshot);

  // Each of these waits for the statements that change something, unless told to stop.

  /** BEGIN. */
  void begin(StatementControl control);

  /** COMMIT. */
  void commit(StatementControl control);

  /** ROLLBACK. */
  void rollback(StatementControl control);

  /** SAVEPOINT. */
  void savepoint(String name, StatementControl control);

  /** ROLLBACK TO SAVEPOINT. */
  void rollbackTo(String savepoint, StatementControl control);

  /** RELEASE SAVEPOINT. */
  void release(String savepoint, StatementControl control);

  /**
   * CHECK of a table or, with null, of the database: of what is committed.
   *
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_TABLE
   */
  CheckReport check(@Nullable TableName table, Progress progress);

  /** The files of an index of a table, as they are committed. */
  CheckReport checkIndex(TableName table, VectorIndex index, Progress progress);

  /**
   * OPTIMIZE TABLE.
   *
   * @throws dev.quiver.functions.error.QuiverException NOT_IN_TRANSACTION, READ_ONLY
   */
  void optimize(TableName table, Progress progress);

  /**
   * VACUUM of a table or, with null, of the database.
   *
   * @throws dev.quiver.functions.error.QuiverException NOT_IN_TRANSACTION, READ_ONLY
   */
  void vacuum(@Nullable TableName table, Retention retention, Progress progress);

  /**
   * SET and, with null, RESET.
   *
   * @throws dev.quiver.functions.error.QuiverException for an unknown setting or a value that does
   *     not fit
   */
  void set(String setting, @Nullable String value);
}
