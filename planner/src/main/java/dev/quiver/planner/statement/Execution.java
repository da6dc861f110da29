package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.column.Batch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a statement: what it reads, where it writes, the values of its parameters. */
public final class Execution {
  private final Snapshot snapshot;
  private final @Nullable Transaction transaction;
  private final SessionControl session;
  private final StatementControl control;
  private final Instant now;
  private final @Nullable Object[] values;
  private final int @Nullable [] numbers;
  private final @Nullable Analysis analysis;
  private final List<Batch> given;

  /**
   * @param transaction where changes go; null for a statement that makes none
   */
  public Execution(
      Snapshot snapshot,
      @Nullable Transaction transaction,
      SessionControl session,
      StatementControl control,
      @Nullable Object[] values) {
    this.snapshot = snapshot;
    this.transaction = transaction;
    this.session = session;
    this.control = control;
    this.now = Instant.now();
    this.values = values;
    this.numbers = null;
    this.analysis = null;
    this.given = List.of();
  }

  /** The same run, with some of it replaced. */
  private Execution(
      Execution run,
      @Nullable Object[] values,
      int @Nullable [] numbers,
      @Nullable Analysis analysis,
      List<Batch> given) {
    this.snapshot = run.snapshot;
    this.transaction = run.transaction;
    this.session = run.session;
    this.control = run.control;
    this.now = run.now;
    this.values = values;
    this.numbers = numbers;
    this.analysis = analysis;
    this.given = given;
  }

  /** The next run of a batch: other values, and the changes of the runs before are seen. */
  Execution withValues(@Nullable Object[] next) {
    return new Execution(this, next, numbers, analysis, given);
  }

  /** The same run, with the work of its queries taken down. */
  Execution analyzedBy(Analysis sink) {
    return new Execution(this, values, numbers, sink, given);
  }

  /**
   * The same run, for messages about its parameters.
   *
   * @param all what the caller calls each parameter of the plan, from 1
   */
  public Execution numbered(int[] all) {
    return new Execution(this, values, all, analysis, given);
  }

  /** The same run for a part of the statement that has some of its parameters, by position. */
  Execution picking(int[] parameters) {
    @Nullable Object[] picked = new Object[parameters.length];
    int[] pickedNumbers = new int[parameters.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[parameters[i]];
      pickedNumbers[i] = parameterNumber(parameters[i]);
    }
    return new Execution(this, picked, pickedNumbers, analysis, given);
  }

  /** The same run over rows that are at hand: those of the table EXCLUDED. */
  Execution withGiven(List<Batch> rows) {
    return new Execution(this, values, numbers, analysis, rows);
  }

  List<Batch> given() {
    return given;
  }

  /** What the caller calls a parameter of the plan, from 1. */
  int parameterNumber(int parameter) {
    return numbers == null ? parameter + 1 : numbers[parameter];
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
