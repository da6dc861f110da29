package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.statement.Executable;
import dev.quiver.planner.statement.Execution;
import dev.quiver.planner.statement.Schemas;
import dev.quiver.planner.statement.SessionControl;
import dev.quiver.planner.statement.StatementCompiler;
import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.SystemContext;
import dev.quiver.planner.system.SystemContext.SettingValue;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.VersionPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A session over a database of this process. */
final class LocalSession implements Session, SessionControl {
  private final LocalEngine engine;
  private final long id;
  private final String user;
  private final @Nullable VersionPoint asOf;

  /** What is read throughout; null for the present. */
  private final @Nullable Snapshot frozen;

  private final SessionSettings settings;

  /** Held while the transaction is used or changes, so one statement at a time changes data. */
  private final ReentrantLock changing = new ReentrantLock();

  private final SessionTransaction transaction;
  private volatile String schema = TableName.DEFAULT_SCHEMA;
  private volatile boolean readOnly;
  private volatile boolean autoCommit = true;
  private volatile boolean closed;

  LocalSession(LocalEngine engine, SessionOptions options) {
    this.engine = engine;
    this.id = engine.activity().nextId();
    this.user = options.user();
    this.settings = new SessionSettings(options.settings());
    this.asOf = options.asOf();
    this.frozen = asOf == null ? null : engine.database().at(asOf);
    this.readOnly = options.readOnly() || frozen != null || engine.database().readOnly();
    this.transaction = new SessionTransaction(engine.database());
    setSchema(options.schema());
  }

  @Override
  public PreparedSql prepare(String sql) {
    checkOpen();
    return new SessionStatement(this, sql, snapshot());
  }

  /** The plan of a text, from the cache if one holds. */
  Executable plan(String sql, String schema, Snapshot snapshot) {
    Executable known = engine.plans().find(sql, schema);
    if (known != null && known.dependencies().holdIn(snapshot)) {
      return known;
    }
    Executable planned = StatementCompiler.compile(sql, snapshot, schema, this);
    if (planned.isReusable()) {
      engine.plans().put(sql, schema, planned);
    }
    return planned;
  }

  Result execute(SessionStatement statement, @Nullable Object[] values, StatementControl control) {
    if (statement.changesData()) {
      return change(
          statement,
          control,
          plan -> execution -> plan.executable().run(execution.apply(plan.values(values))));
    }
    checkOpen();
    Snapshot snapshot = readSnapshot();
    SessionStatement.Plan plan = statement.over(snapshot);
    Execution execution =
        plan.numbered(new Execution(snapshot, null, this, control, plan.values(values)));
    long activityId = activity().started(id, user, statement.sql());
    boolean open = false;
    try {
      Result result = plan.executable().run(execution);
      if (result instanceof Result.Rows rows) {
        open = true;
        return new WatchedRows(rows, () -> activity().ended(activityId));
      }
      return result;
    } finally {
      if (!open) {
        activity().ended(activityId);
      }
    }
  }

  long[] executeBatch(
      SessionStatement statement, List<@Nullable Object[]> rows, StatementControl control) {
    return change(
        statement,
        control,
        plan ->
            execution -> {
              List<@Nullable Object[]> values = new ArrayList<>(rows.size());
              rows.forEach(row -> values.add(plan.values(row)));
              return plan.executable().runBatch(execution.apply(new Object[0]), values);
            });
  }

  /** Runs a statement within the open transaction, or within one of its own. */
  private <T> T change(
      SessionStatement statement,
      StatementControl control,
      Function<SessionStatement.Plan, Function<Function<@Nullable Object[], Execution>, T>> run) {
    checkOpen();
    changing.lock();
    long activityId = activity().started(id, user, statement.sql());
    try {
      checkWritable();
      Snapshot snapshot = readSnapshot();
      SessionStatement.Plan plan = statement.over(snapshot);
      return transaction.change(
          snapshot,
          plan.executable().operation(),
          autoCommit,
          open ->
              run.apply(plan)
                  .apply(
                      values ->
                          plan.numbered(new Execution(snapshot, open, this, control, values))));
    } finally {
      activity().ended(activityId);
      changing.unlock();
    }
  }

  private void checkWritable() {
    if (frozen != null) {
      throw new QuiverException(ErrorCode.READ_ONLY, "a connection AS OF " + asOf);
    }
    if (readOnly) {
      throw new QuiverException(
          ErrorCode.READ_ONLY,
          engine.database().readOnly()
              ? "database " + engine.database().name()
              : "this connection");
    }
  }

  /** What a statement that starts now reads; without autocommit this begins the transaction. */
  private Snapshot readSnapshot() {
    if (frozen != null) {
      return frozen;
    }
    changing.lock();
    try {
      return transaction.snapshot(autoCommit);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Snapshot snapshot() {
    checkOpen();
    if (frozen != null) {
      return frozen;
    }
    changing.lock();
    try {
      return transaction.current();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean isUsable() {
    if (closed) {
      return false;
    }
    try {
      return frozen != null || engine.database().latest().number() >= 0;
    } catch (QuiverException unusable) {
      return false;
    }
  }

  @Override
  public boolean autoCommit() {
    return autoCommit;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) {
    checkOpen();
    if (autoCommit != this.autoCommit) {
      commit();
      this.autoCommit = autoCommit;
    }
  }

  @Override
  public void begin() {
    checkOpen();
    changing.lock();
    try {
      transaction.begin();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void commit() {
    checkOpen();
    changing.lock();
    try {
      transaction.commit();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void rollback() {
    checkOpen();
    changing.lock();
    try {
      transaction.rollback();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean inTransaction() {
    changing.lock();
    try {
      return transaction.isOpen();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String schema() {
    return schema;
  }

  @Override
  public void setSchema(String schema) {
    if (!schema.equals(this.schema)) {
      if (!Schemas.exists(snapshot(), schema)) {
        throw new QuiverException(ErrorCode.UNKNOWN_SCHEMA, schema);
      }
      this.schema = schema;
    }
  }

  @Override
  public void set(String setting, @Nullable String value) {
    if (setting.equalsIgnoreCase("schema")) {
      setSchema(value == null ? TableName.DEFAULT_SCHEMA : value);
    } else {
      settings.set(setting, value);
    }
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    checkOpen();
    if (!readOnly && (frozen != null || engine.database().readOnly())) {
      this.readOnly = true;
      checkWritable();
    }
    this.readOnly = readOnly;
  }

  @Override
  public ActivityLog activity() {
    return engine.activity();
  }

  @Override
  public SystemContext systemContext(Snapshot snapshot) {
    List<SettingValue> all = new ArrayList<>();
    all.add(
        new SettingValue(
            "schema",
            schema,
            TableName.DEFAULT_SCHEMA,
            "where tables are looked up that name no schema"));
    all.addAll(settings.values());
    return new SystemContext(snapshot, all, activity().jobs(), activity().statements());
  }

  private void checkOpen() {
    if (closed) {
      throw new QuiverException(ErrorCode.CLOSED, "connection");
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      changing.lock();
      try {
        transaction.rollback();
        closed = true;
      } finally {
        changing.unlock();
      }
    }
  }
}
