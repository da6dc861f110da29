package dev.quiver.driver.connection;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.arrow.ArrowAccess;
import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.metadata.JdbcDatabaseMetaData;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.PreparedSql;
import dev.quiver.planner.Session;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.file.ByteSource;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One session of the engine as JDBC sees it.
 *
 * <p>Safe for several threads, each with its own statements. Closing it throws an open transaction
 * away and closes what it gave out.
 */
public final class JdbcConnection extends ConnectionRefusals {
  /** The one client property that tools set. */
  private static final String APPLICATION_NAME = "ApplicationName";

  private final Session session;
  private final ConnectionOptions options;
  private final Runnable release;
  private final Warnings warnings = new Warnings();
  private final Set<StatementBase> statements =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private final Properties clientInfo = new Properties();
  private volatile int isolation = TRANSACTION_REPEATABLE_READ;
  private volatile boolean closed;

  /**
   * @param release run once when the connection is closed, after its session
   */
  public JdbcConnection(Session session, ConnectionOptions options, Runnable release) {
    this.session = session;
    this.options = options;
    this.release = release;
  }

  /** Adds a warning, such as one about how the connection was opened. */
  public void warn(String message) {
    warnings.add(message);
  }

  ConnectionOptions options() {
    return options;
  }

  void requireOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.of(ErrorCode.CLOSED, "connection");
    }
  }

  void forget(StatementBase statement) {
    statements.remove(statement);
  }

  private <T extends StatementBase> T remember(T statement) {
    statements.add(statement);
    return statement;
  }

  PreparedSql prepare(@Nullable String sql) throws SQLException {
    requireOpen();
    if (sql == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "the SQL text is null");
    }
    return Guarded.call(() -> session.prepare(sql));
  }

  BatchTransaction batchTransaction() {
    return new BatchTransaction(session);
  }

  // Statements -----------------------------------------------------------------------------------

  @Override
  public Statement createStatement() throws SQLException {
    requireOpen();
    return remember(new JdbcStatement(this, ResultShape.PLAIN));
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return createStatement(type, concurrency, ResultSet.HOLD_CURSORS_OVER_COMMIT);
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    requireOpen();
    return remember(new JdbcStatement(this, ResultShape.of(type, concurrency, holdability)));
  }

  @Override
  public PreparedStatement prepareStatement(@Nullable String sql) throws SQLException {
    return prepareStatement(sql, ResultShape.PLAIN);
  }

  private PreparedStatement prepareStatement(@Nullable String sql, ResultShape shape)
      throws SQLException {
    PreparedSql prepared = prepare(sql);
    return remember(Guarded.call(() -> new JdbcPreparedStatement(this, shape, prepared)));
  }

  @Override
  public PreparedStatement prepareStatement(@Nullable String sql, int type, int concurrency)
      throws SQLException {
    return prepareStatement(sql, type, concurrency, ResultSet.HOLD_CURSORS_OVER_COMMIT);
  }

  @Override
  public PreparedStatement prepareStatement(
      @Nullable String sql, int type, int concurrency, int holdability) throws SQLException {
    return prepareStatement(sql, ResultShape.of(type, concurrency, holdability));
  }

  /** Keys are never generated: asking for them changes nothing. */
  @Override
  public PreparedStatement prepareStatement(@Nullable String sql, int keys) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(@Nullable String sql, int @Nullable [] columns)
      throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(@Nullable String sql, String @Nullable [] columns)
      throws SQLException {
    return prepareStatement(sql);
  }

  /** JDBC's braces are part of the grammar: the text is native as it is. */
  @Override
  public @Nullable String nativeSQL(@Nullable String sql) throws SQLException {
    requireOpen();
    return sql;
  }

  // Arrow ----------------------------------------------------------------------------------------

  @Override
  public <T> T unwrap(@Nullable Class<T> type) throws SQLException {
    return type == QuiverConnection.class
        ? ArrowAccess.appender(type, this::append)
        : super.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> type) {
    return super.isWrapperFor(type) || (type == QuiverConnection.class && ArrowAccess.isPresent());
  }

  private long append(@Nullable String schema, String table, ByteSource rows) throws SQLException {
    requireOpen();
    try (JdbcStatement statement = remember(new JdbcStatement(this, ResultShape.PLAIN))) {
      return statement.append(schema, table, rows);
    }
  }

  long append(@Nullable String schema, String table, ByteSource rows, StatementControl control) {
    return session.append(schema, table, rows, control);
  }

  // Transactions ---------------------------------------------------------------------------------

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    requireOpen();
    Guarded.run(() -> session.setAutoCommit(autoCommit));
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    requireOpen();
    return Guarded.call(session::autoCommit);
  }

  @Override
  public void commit() throws SQLException {
    requireOpen();
    Guarded.run(session::commit);
  }

  @Override
  public void rollback() throws SQLException {
    requireOpen();
    Guarded.run(session::rollback);
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    requireOpen();
    return Guarded.call(() -> new JdbcSavepoint(session, session.setSavepoint(null)));
  }

  @Override
  public Savepoint setSavepoint(@Nullable String name) throws SQLException {
    requireOpen();
    if (name == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "the name of the savepoint is null");
    }
    return Guarded.call(() -> new JdbcSavepoint(session, session.setSavepoint(name)));
  }

  @Override
  public void rollback(@Nullable Savepoint savepoint) throws SQLException {
    requireOpen();
    Session.Savepoint own = JdbcSavepoint.of(savepoint, session);
    Guarded.run(() -> session.rollbackTo(own));
  }

  @Override
  public void releaseSavepoint(@Nullable Savepoint savepoint) throws SQLException {
    requireOpen();
    Session.Savepoint own = JdbcSavepoint.of(savepoint, session);
    Guarded.run(() -> session.release(own));
  }

  /** Whatever is asked for up to REPEATABLE READ is given as snapshot isolation. */
  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    requireOpen();
    switch (level) {
      case TRANSACTION_READ_UNCOMMITTED, TRANSACTION_READ_COMMITTED, TRANSACTION_REPEATABLE_READ ->
          isolation = level;
      case TRANSACTION_SERIALIZABLE ->
          throw SqlErrors.notSupported("the isolation level SERIALIZABLE");
      default -> throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "isolation level " + level);
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    requireOpen();
    return isolation;
  }

  /** A connection to an old snapshot stays read-only, and says so by a warning. */
  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    requireOpen();
    try {
      Guarded.run(() -> session.setReadOnly(readOnly));
    } catch (SQLException failure) {
      if (failure.getErrorCode() != ErrorCode.READ_ONLY.vendorCode()) {
        throw failure;
      }
      warn(String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    requireOpen();
    return Guarded.call(session::readOnly);
  }

  // Names ----------------------------------------------------------------------------------------

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    requireOpen();
    if (schema == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "the schema is null");
    }
    Guarded.run(() -> session.setSchema(schema));
  }

  @Override
  public String getSchema() throws SQLException {
    requireOpen();
    return Guarded.call(session::schema);
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    requireOpen();
    return new JdbcDatabaseMetaData(this, session, options.subject());
  }

  // Life -----------------------------------------------------------------------------------------

  @Override
  public void close() throws SQLException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List<Guarded.Step> steps = new ArrayList<>();
    openStatements().forEach(statement -> steps.add(statement::close));
    steps.add(session::close);
    steps.add(release::run);
    closeAll(steps);
  }

  /** Takes every step, whatever becomes of those before it; the first failure has the others. */
  private static void closeAll(List<Guarded.Step> steps) throws SQLException {
    SQLException first = null;
    for (Guarded.Step step : steps) {
      try {
        Guarded.run(step);
      } catch (SQLException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private List<StatementBase> openStatements() {
    synchronized (statements) {
      return new ArrayList<>(statements);
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void abort(@Nullable Executor executor) throws SQLException {
    if (executor == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "abort needs an executor, not null");
    }
    openStatements().forEach(StatementBase::cancelRunning);
    close();
  }

  /** Waits for no statement of another thread, so there is no timeout to keep to. */
  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "timeout " + timeoutSeconds + " is negative");
    }
    return !closed && Guarded.call(session::isUsable);
  }

  // Warnings and what tools tell about themselves
  // --------------------------------------------------

  @Override
  public @Nullable SQLWarning getWarnings() {
    return warnings.first();
  }

  @Override
  public void clearWarnings() {
    warnings.clear();
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    requireOpen();
    ResultShape.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability)
        .warnOfDowngrade(warnings);
  }

  @Override
  public int getHoldability() throws SQLException {
    requireOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public void setClientInfo(@Nullable String name, @Nullable String value) {
    if (!APPLICATION_NAME.equals(name)) {
      warn("unknown client property " + name);
    } else if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
  }

  @Override
  public void setClientInfo(@Nullable Properties properties) {
    clientInfo.clear();
    if (properties != null) {
      for (String name : properties.stringPropertyNames()) {
        setClientInfo(name, properties.getProperty(name));
      }
    }
  }

  @Override
  public @Nullable String getClientInfo(@Nullable String name) throws SQLException {
    requireOpen();
    return name == null ? null : clientInfo.getProperty(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    requireOpen();
    Properties copy = new Properties();
    copy.putAll(clientInfo);
    return copy;
  }
}
