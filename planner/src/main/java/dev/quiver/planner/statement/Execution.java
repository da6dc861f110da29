package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.Transaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run of a statement: what it reads, where it writes, the values of its parameters. */
public final class Execution {
  private final Snapshot snapshot;
  private final @Nullable Transaction transaction;
  private final SessionControl session;
  private final StatementControl control;
  private final Instant now;
  private final @Nullable Object[] values;
  private final @Nullable Analysis analysis;

  /**
   * @param transaction where changes go; null for a statement that makes none
   */
  public Execution(
      Snapshot snapshot,
      @Nullable Transaction transaction,
      SessionControl session,
      StatementControl control,
      @Nullable Object[] values) {
    this(snapshot, transaction, session, control, Instant.now(), values, null);
  }

  private Execution(
      Snapshot snapshot,
      @Nullable Transaction transaction,
      SessionControl session,
      StatementControl control,
      Instant now,
      @Nullable Object[] values,
      @Nullable Analysis analysis) {
    this.snapshot = snapshot;
    this.transaction = transaction;
    this.session = session;
    this.control = control;
    this.now = now;
    this.values = values;
    this.analysis = analysis;
  }

  /** The next run of a batch: other values, and the changes of the runs before are seen. */
  Execution withValues(@Nullable Object[] next) {
    return new Execution(snapshot, transaction, session, control, now, next, analysis);
  }

  /** The same run, with the work of its queries taken down. */
  Execution analyzedBy(Analysis sink) {
    return new Execution(snapshot, transaction, session, control, now, values, sink);
  }

  @Nullable Analysis analysis() {
    return analysis;
  }

  /** What the statement sees: also the changes that its transaction made so far. */
  public Snapshot snapshot() {
    return transaction == null ? snapshot : transaction.view();
  }

  public Transaction transaction() {
    if (transaction == null) {
      throw new QuiverException(ErrorCode.INTERNAL, "a change outside of a transaction");
    }
    return transaction;
  }

  public SessionControl session() {
    return session;
  }

  public StatementControl control() {
    return control;
  }

  /** When the statement began: CURRENT_TIMESTAMP. */
  public Instant now() {
    return now;
  }

  /** One value per {@code ?}, as the caller gave it. */
  public @Nullable Object[] values() {
    return values;
  }
}
