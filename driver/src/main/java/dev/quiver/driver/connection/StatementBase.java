package dev.quiver.driver.connection;

import dev.quiver.driver.error.SelfWrapper;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.result.BatchCursor;
import dev.quiver.driver.result.JdbcResultSet;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.PreparedSql;
import dev.quiver.planner.Result;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.file.ByteSource;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every statement does: run one thing at a time, keep its outcome, stop when told to.
 *
 * <p>For one thread, but {@link #cancel} and {@link #close} may come from any. A failed run leaves
 * the statement open and without an outcome.
 */
abstract class StatementBase implements Statement, SelfWrapper {
  private static final long NO_COUNT = -1;

  final JdbcConnection connection;
  private final Warnings warnings = new Warnings();
  private final StatementLimits limits;
  private volatile @Nullable StatementControl running;
  private volatile @Nullable JdbcResultSet result;
  private volatile boolean closed;
  private long updateCount = NO_COUNT;
  private boolean closeOnCompletion;
  private boolean poolable;

  StatementBase(JdbcConnection connection, ResultShape shape) {
    this.connection = connection;
    this.limits = new StatementLimits(connection.options().queryTimeout());
    shape.warnOfDowngrade(warnings);
  }

  // Running --------------------------------------------------------------------------------------

  /** Runs a statement once and keeps its outcome; true if that is rows. */
  final boolean run(PreparedSql prepared, @Nullable Object[] values) throws SQLException {
    discardOutcome();
    StatementControl control = begin();
    try {
      Result outcome = prepared.execute(values, control);
      if (outcome instanceof Result.Rows rows) {
        keep(rows);
        return true;
      }
      updateCount = outcome instanceof Result.Count count ? count.rows() : 0;
      return false;
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    } finally {
      if (result == null) {
        running = null;
      }
    }
  }

  /** Runs a statement once for each row of values, as one change. */
  final long[] runBatch(PreparedSql prepared, List<@Nullable Object[]> rows) throws SQLException {
    discardOutcome();
    StatementControl control = begin();
    try {
      return prepared.executeBatch(rows, control);
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    } finally {
      running = null;
    }
  }

  /** Adds the rows of an Arrow stream to a table; returns how many they are. */
  final long append(@Nullable String schema, String table, ByteSource rows) throws SQLException {
    discardOutcome();
    StatementControl control = begin();
    try {
      return connection.append(schema, table, rows, control);
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    } finally {
      running = null;
    }
  }

  private StatementControl begin() throws SQLException {
    Duration timeout = limits.queryTimeout();
    StatementControl control =
        timeout.isZero() ? StatementControl.unlimited() : StatementControl.within(timeout);
    running = control;
    requireOpen(); // whoever closes from now on finds the control
    return control;
  }

  /** Keeps the rows, unless the statement was closed while it ran. */
  private void keep(Result.Rows rows) throws SQLException {
    BatchCursor cursor = new BatchCursor(rows, connection.options().vectorForm(), limits.maxRows());
    result = new JdbcResultSet(cursor, this, this::resultClosed);
    if (closed) {
      discardOutcome();
      requireOpen();
    }
  }

  private void resultClosed(JdbcResultSet which) throws SQLException {
    if (which == result) {
      running = null;
      if (closeOnCompletion) {
        close();
      }
    }
  }

  /** Closes the rows of the run before. */
  final void discardOutcome() throws SQLException {
    JdbcResultSet before = result;
    result = null;
    running = null;
    updateCount = NO_COUNT;
    if (before != null) {
      before.close();
    }
  }

  final ResultSet rowsOf(PreparedSql prepared, @Nullable Object[] values) throws SQLException {
    if (prepared.kind() != PreparedSql.Kind.QUERY) {
      throw SqlErrors.of(ErrorCode.NOT_A_QUERY, "the statement");
    }
    run(prepared, values);
    return requireResult();
  }

  final long countOf(PreparedSql prepared, @Nullable Object[] values) throws SQLException {
    if (prepared.kind() == PreparedSql.Kind.QUERY) {
      throw SqlErrors.of(ErrorCode.NOT_AN_UPDATE, "the statement", "executeUpdate");
    }
    run(prepared, values);
    return updateCount;
  }

  private ResultSet requireResult() throws SQLException {
    JdbcResultSet rows = result;
    if (rows == null) {
      throw SqlErrors.of(ErrorCode.NOT_A_QUERY, "the statement");
    }
    return rows;
  }

  final void requireOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.of(ErrorCode.CLOSED, "statement");
    }
    connection.requireOpen();
  }

  // Outcome --------------------------------------------------------------------------------------

  @Override
  public final @Nullable ResultSet getResultSet() throws SQLException {
    requireOpen();
    return result;
  }

  @Override
  public final int getUpdateCount() throws SQLException {
    return narrow(getLargeUpdateCount());
  }

  @Override
  public final long getLargeUpdateCount() throws SQLException {
    requireOpen();
    return updateCount;
  }

  @Override
  public final boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  /** There is never another result. */
  @Override
  public final boolean getMoreResults(int current) throws SQLException {
    requireOpen();
    switch (current) {
      case CLOSE_CURRENT_RESULT, CLOSE_ALL_RESULTS -> discardOutcome();
      case KEEP_CURRENT_RESULT -> throw SqlErrors.notSupported("KEEP_CURRENT_RESULT");
      default -> throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "getMoreResults(" + current + ")");
    }
    return false;
  }

  /** Keys are never generated: empty, and never null. */
  @Override
  public final ResultSet getGeneratedKeys() throws SQLException {
    requireOpen();
    return JdbcResultSet.of(List.of(), List.of());
  }

  // Stopping -------------------------------------------------------------------------------------

  /** Stops what runs; does nothing when nothing does. */
  @Override
  public final void cancel() throws SQLException {
    requireOpen();
    cancelRunning();
  }

  final void cancelRunning() {
    StatementControl control = running;
    if (control != null) {
      control.cancel();
    }
  }

  @Override
  public final void close() throws SQLException {
    if (!closed) {
      closed = true;
      cancelRunning();
      connection.forget(this);
      discardOutcome();
    }
  }

  @Override
  public final boolean isClosed() {
    return closed || connection.isClosed();
  }

  @Override
  public final void closeOnCompletion() throws SQLException {
    requireOpen();
    closeOnCompletion = true;
  }

  @Override
  public final boolean isCloseOnCompletion() throws SQLException {
    requireOpen();
    return closeOnCompletion;
  }

  // Limits ---------------------------------------------------------------------------------------

  @Override
  public final int getMaxRows() throws SQLException {
    return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
  }

  @Override
  public final void setMaxRows(int rows) throws SQLException {
    setLargeMaxRows(rows);
  }

  @Override
  public final long getLargeMaxRows() throws SQLException {
    requireOpen();
    return limits.maxRows();
  }

  @Override
  public final void setLargeMaxRows(long rows) throws SQLException {
    requireOpen();
    limits.setMaxRows(rows);
  }

  @Override
  public final int getQueryTimeout() throws SQLException {
    requireOpen();
    return (int) limits.queryTimeout().toSeconds();
  }

  @Override
  public final void setQueryTimeout(int seconds) throws SQLException {
    requireOpen();
    limits.setQueryTimeout(seconds);
  }

  @Override
  public final int getFetchSize() throws SQLException {
    requireOpen();
    return limits.fetchSize();
  }

  /** A hint that an embedded database has no use for. */
  @Override
  public final void setFetchSize(int rows) throws SQLException {
    requireOpen();
    limits.setFetchSize(rows);
  }

  @Override
  public final int getMaxFieldSize() throws SQLException {
    requireOpen();
    return 0;
  }

  @Override
  public final void setMaxFieldSize(int size) throws SQLException {
    requireOpen();
    if (size < 0) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "field size " + size + " is negative");
    }
    if (size > 0) {
      warnings.add("values are not cut to a maximum field size");
    }
  }

  @Override
  public final int getFetchDirection() throws SQLException {
    requireOpen();
    return ResultSet.FETCH_FORWARD;
  }

  @Override
  public final void setFetchDirection(int direction) throws SQLException {
    requireOpen();
    if (direction < ResultSet.FETCH_FORWARD || direction > ResultSet.FETCH_UNKNOWN) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "fetch direction " + direction);
    }
    if (direction == ResultSet.FETCH_REVERSE) {
      warnings.add("rows come forward only");
    }
  }

  // What it is -----------------------------------------------------------------------------------

  @Override
  public final Connection getConnection() throws SQLException {
    requireOpen();
    return connection;
  }

  @Override
  public final int getResultSetType() throws SQLException {
    requireOpen();
    return ResultShape.PLAIN.type();
  }

  @Override
  public final int getResultSetConcurrency() throws SQLException {
    requireOpen();
    return ResultShape.PLAIN.concurrency();
  }

  @Override
  public final int getResultSetHoldability() throws SQLException {
    requireOpen();
    return ResultShape.PLAIN.holdability();
  }

  /** JDBC's braces are part of the grammar: there is nothing to switch. */
  @Override
  public final void setEscapeProcessing(boolean enable) throws SQLException {
    requireOpen();
  }

  @Override
  public final void setCursorName(String name) throws SQLException {
    throw SqlErrors.notSupported("naming a cursor");
  }

  @Override
  public final boolean isPoolable() throws SQLException {
    requireOpen();
    return poolable;
  }

  @Override
  public final void setPoolable(boolean poolable) throws SQLException {
    requireOpen();
    this.poolable = poolable;
  }

  /** Answers on a closed statement too: tools ask after a failure. */
  @Override
  public final @Nullable SQLWarning getWarnings() {
    return warnings.first();
  }

  @Override
  public final void clearWarnings() {
    warnings.clear();
  }

  @Override
  public final String enquoteLiteral(@Nullable String value) throws SQLException {
    return Identifiers.literal(value);
  }

  @Override
  public final String enquoteNCharLiteral(@Nullable String value) throws SQLException {
    return Identifiers.literal(value);
  }

  @Override
  public final String enquoteIdentifier(@Nullable String name, boolean always) throws SQLException {
    return Identifiers.quoted(name, always);
  }

  @Override
  public final boolean isSimpleIdentifier(@Nullable String name) {
    return Identifiers.isSimple(name);
  }

  // Shared by the two kinds of batch
  // ---------------------------------------------------------------

  @Override
  public final int[] executeBatch() throws SQLException {
    long[] counts = executeLargeBatch();
    int[] narrowed = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      narrowed[i] = counts[i] > Integer.MAX_VALUE ? SUCCESS_NO_INFO : (int) counts[i];
    }
    return narrowed;
  }

  /** The failure of a batch of which the given counts were done and stay done. */
  static BatchUpdateException batchFailure(SQLException cause, long[] done) {
    return new BatchUpdateException(
        cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), done, cause);
  }

  static int narrow(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  /** Prepares an SQL text in the connection's session. */
  final PreparedSql prepare(@Nullable String sql) throws SQLException {
    requireOpen();
    return connection.prepare(sql);
  }
}
