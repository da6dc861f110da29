package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.operator.MemoryBudget;
import dev.quiver.planner.parser.LiftedText;
import dev.quiver.planner.statement.Executable;
import dev.quiver.planner.statement.Execution;
import dev.quiver.planner.statement.Schemas;
import dev.quiver.planner.statement.SessionControl;
import dev.quiver.planner.statement.StatementCompiler;
import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.SystemContext;
import dev.quiver.planner.system.SystemContext.SettingValue;
import dev.quiver.storage.JobStatus;
import dev.quiver.storage.Pin;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A session over a database of this process. */
final class LocalSession implements Session, SessionControl {
  /** How often who waits for a turn looks whether to stop. */
  private static final long WAIT_MILLIS = 10;

  private final LocalEngine engine;
  private final long id;
  private final String user;
  private final @Nullable VersionPoint asOf;

  /** What is read throughout; null for the present. */
  private final @Nullable Snapshot frozen;

  private final @Nullable Pin frozenPin;

  private final SessionSettings settings;
  private final MemoryBudget memory;

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
    this.memory = new MemoryBudget(settings::memoryLimitBytes);
    this.asOf = options.asOf();
    this.frozen = asOf == null ? null : engine.database().at(asOf);
    this.frozenPin = frozen == null ? null : engine.database().pin(frozen);
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
    Executable planned = WarmUp.plan(() -> StatementCompiler.compile(sql, snapshot, schema, this));
    if (planned.isReusable()) {
      engine.plans().put(sql, schema, planned);
    }
    return planned;
  }

  Result execute(SessionStatement statement, @Nullable Object[] values, StatementControl control) {
    if (statement.changesData()) {
      return change(
          statement.sql(),
          statement::over,
          control,
          plan -> execution -> plan.executable().run(execution.apply(plan.values(values))));
    }
    checkOpen();
    Reading reading = reading();
    Snapshot snapshot = reading.snapshot();
    TransactionFate fate = transaction.fate();
    long activityId = activity().started(id, user, statement.sql());
    boolean open = false;
    try {
      SessionStatement.Plan plan = statement.over(snapshot);
      if (!plan.executable().readsSnapshot()) {
        reading.release();
      }
      Execution execution =
          plan.numbered(new Execution(snapshot, null, this, control, plan.values(values)));
      Result result = plan.executable().run(execution);
      if (result instanceof Result.Rows rows) {
        open = true;
        return new WatchedRows(rows, fate, () -> ended(activityId, reading));
      }
      return result;
    } finally {
      if (!open) {
        ended(activityId, reading);
      }
    }
  }

  private void ended(long activityId, Reading reading) {
    activity().ended(activityId);
    reading.release();
  }

  /** What a statement reads; pinned unless that is held by the session or its transaction. */
  private record Reading(Snapshot snapshot, @Nullable Pin pin) {
    void release() {
      if (pin != null) {
        pin.close();
      }
    }
  }

  private Reading reading() {
    while (true) {
      Snapshot snapshot = readSnapshot();
      if (frozen != null || inTransaction()) {
        return new Reading(snapshot, null);
      }
      Pin pin = engine.database().pin(snapshot);
      if (!pin.isLate()) {
        return new Reading(snapshot, pin);
      }
      pin.close();
    }
  }

  long[] executeBatch(
      SessionStatement statement, List<@Nullable Object[]> rows, StatementControl control) {
    return change(
        statement.sql(),
        statement::over,
        control,
        plan ->
            execution -> {
              List<@Nullable Object[]> values = new ArrayList<>(rows.size());
              rows.forEach(row -> values.add(plan.values(row)));
              return plan.executable().runBatch(execution.apply(new Object[0]), values);
            });
  }

  @Override
  public long append(
      @Nullable String schema, String table, ByteSource data, StatementControl control) {
    TableName name = new TableName(schema == null ? this.schema : schema, table);
    String text = "APPEND " + name;
    Function<Snapshot, SessionStatement.Plan> planning =
        snapshot ->
            new SessionStatement.Plan(
                WarmUp.plan(() -> StatementCompiler.append(name, data, snapshot, this)),
                new LiftedText(text, text, List.of()),
                snapshot);
    Result result =
        change(
            text,
            planning,
            control,
            plan -> execution -> plan.executable().run(execution.apply(new Object[0])));
    return ((Result.Count) result).rows();
  }

  /**
   * Runs a statement within the open transaction, or within one of its own: then again over the
   * newest snapshot, should others have been faster.
   */
  private <T> T change(
      String text,
      Function<Snapshot, SessionStatement.Plan> planning,
      StatementControl control,
      Function<SessionStatement.Plan, Function<Function<@Nullable Object[], Execution>, T>> run) {
    checkOpen();
    long activityId = activity().started(id, user, text);
    try (Turn turn = turn(control)) {
      checkWritable();
      Retries retries = new Retries(engine.database(), control);
      while (true) {
        Snapshot snapshot = readSnapshot();
        SessionStatement.Plan plan = planning.apply(snapshot);
        boolean alone = !transaction.isOpen();
        String operation = plan.executable().operation();
        try (CommitProgress committing = new CommitProgress(activity(), operation, control)) {
          return transaction.change(
              snapshot,
              operation,
              committing,
              open ->
                  run.apply(plan)
                      .apply(
                          values ->
                              plan.numbered(new Execution(snapshot, open, this, control, values))));
        } catch (QuiverException e) {
          if (!alone || !plan.executable().isRepeatable() || !retries.again(e, snapshot)) {
            throw e;
          }
        }
      }
    } finally {
      activity().ended(activityId);
    }
  }

  /** The right to change the transaction, held by one thread at a time. */
  private interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for one's turn, unless one is told to stop. */
  private Turn turn(StatementControl control) {
    boolean interrupted = false;
    try {
      while (true) {
        control.check();
        try {
          if (changing.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            return changing::unlock;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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
    return transaction.snapshot(autoCommit);
  }

  @Override
  public Snapshot snapshot() {
    checkOpen();
    if (frozen != null) {
      return frozen;
    }
    return transaction.current();
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
    begin(StatementControl.unlimited());
  }

  @Override
  public void begin(StatementControl control) {
    checkOpen();
    try (Turn turn = turn(control)) {
      transaction.begin();
    }
  }

  @Override
  public void commit() {
    commit(StatementControl.unlimited());
  }

  @Override
  public void commit(StatementControl control) {
    checkOpen();
    try (Turn turn = turn(control)) {
      try (CommitProgress committing = new CommitProgress(activity(), "COMMIT", control)) {
        transaction.commit(committing);
      }
    }
  }

  @Override
  public void rollback() {
    rollback(StatementControl.unlimited());
  }

  @Override
  public void rollback(StatementControl control) {
    checkOpen();
    try (Turn turn = turn(control)) {
      transaction.rollback();
    }
  }

  @Override
  public Savepoint setSavepoint(@Nullable String name) {
    return setSavepoint(name, StatementControl.unlimited());
  }

  private Savepoint setSavepoint(@Nullable String name, StatementControl control) {
    checkOpen();
    if (frozen != null) {
      throw new QuiverException(ErrorCode.READ_ONLY, "a connection AS OF " + asOf);
    }
    try (Turn turn = turn(control)) {
      return transaction.setSavepoint(name, autoCommit);
    }
  }

  @Override
  public void rollbackTo(Savepoint savepoint) {
    checkOpen();
    try (Turn turn = turn(StatementControl.unlimited())) {
      transaction.rollbackTo(savepoint);
    }
  }

  @Override
  public void release(Savepoint savepoint) {
    checkOpen();
    try (Turn turn = turn(StatementControl.unlimited())) {
      transaction.release(savepoint);
    }
  }

  @Override
  public void savepoint(String name, StatementControl control) {
    setSavepoint(name, control);
  }

  @Override
  public void rollbackTo(String savepoint, StatementControl control) {
    try (Turn turn = turn(control)) {
      transaction.rollbackTo(transaction.savepoint(savepoint, autoCommit));
    }
  }

  @Override
  public void release(String savepoint, StatementControl control) {
    try (Turn turn = turn(control)) {
      transaction.release(transaction.savepoint(savepoint, autoCommit));
    }
  }

  @Override
  public boolean inTransaction() {
    return transaction.isOpen();
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
  public CheckReport check(@Nullable TableName table, Progress progress) {
    return engine.database().check(table, progress);
  }

  @Override
  public CheckReport checkIndex(TableName table, VectorIndex index, Progress progress) {
    return engine.database().checkIndex(table, index, progress);
  }

  @Override
  public void optimize(TableName table, Progress progress) {
    checkOutsideTransaction("OPTIMIZE");
    engine.database().optimize(table, progress);
  }

  @Override
  public void vacuum(@Nullable TableName table, Retention retention, Progress progress) {
    checkOutsideTransaction("VACUUM");
    if (table == null) {
      engine.database().vacuum(retention, progress);
    } else {
      engine.database().vacuum(table, retention, progress);
    }
  }

  private void checkOutsideTransaction(String statement) {
    checkWritable();
    if (!autoCommit || inTransaction()) {
      throw new QuiverException(ErrorCode.NOT_IN_TRANSACTION, statement);
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
  public double targetRecall() {
    return settings.targetRecall();
  }

  @Override
  public MemoryBudget memory() {
    return memory;
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
    List<JobStatus> jobs = new ArrayList<>(activity().jobs());
    jobs.addAll(engine.database().jobs());
    return new SystemContext(snapshot, all, jobs, activity().statements());
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
      try (Turn turn = turn(StatementControl.unlimited())) {
        transaction.rollback();
        if (frozenPin != null) {
          frozenPin.close();
        }
        closed = true;
      }
    }
  }
}
