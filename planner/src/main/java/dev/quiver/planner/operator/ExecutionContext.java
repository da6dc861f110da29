package dev.quiver.planner.operator;

import dev.quiver.planner.StatementControl;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.JoinKeys;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.column.Batch;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: what it reads, its parameters, its means of being stopped, and what its
 * operators report. For one thread.
 */
public final class ExecutionContext {
  private final Snapshot snapshot;
  private final StatementControl control;
  private final Evaluation evaluation;
  private final @Nullable Map<PlanNode, OperatorStatistics> statistics;
  private final List<Batch> given;
  private final Session session;

  /** What the session has set for its statements. */
  private record Session(double targetRecall, MemoryBudget memory) {}

  private ExecutionContext(
      Snapshot snapshot,
      StatementControl control,
      Evaluation evaluation,
      @Nullable Map<PlanNode, OperatorStatistics> statistics,
      List<Batch> given,
      Session session) {
    this.snapshot = snapshot;
    this.control = control;
    this.evaluation = evaluation;
    this.statistics = statistics;
    this.given = given;
    this.session = session;
  }

  /**
   * @param parameters values of the dynamic parameters, in the classes of {@code Column.value}
   * @param now the statement's time
   * @param user what CURRENT_USER gives
   */
  public static ExecutionContext of(
      Snapshot snapshot,
      StatementControl control,
      @Nullable Object[] parameters,
      Instant now,
      String user) {
    return new ExecutionContext(
        snapshot,
        control,
        new Evaluation(parameters, now, user, control::check),
        null,
        List.of(),
        new Session(1, MemoryBudget.unlimited()));
  }

  /** The same run with its operators' rows and times recorded. */
  public ExecutionContext measured() {
    return new ExecutionContext(
        snapshot, control, evaluation, new IdentityHashMap<>(), given, session);
  }

  /** The same run, with rows at hand for a table of the plan that has none of its own. */
  public ExecutionContext withGiven(List<Batch> rows) {
    return new ExecutionContext(snapshot, control, evaluation, statistics, rows, session);
  }

  public List<Batch> given() {
    return given;
  }

  /**
   * The same run with less than all of the nearest rows asked for; every run asks for all first.
   */
  public ExecutionContext withTargetRecall(double recall) {
    return new ExecutionContext(
        snapshot, control, evaluation, statistics, given, new Session(recall, session.memory));
  }

  /** The same run within a budget; every run is unlimited first. */
  public ExecutionContext withMemory(MemoryBudget budget) {
    return new ExecutionContext(
        snapshot,
        control,
        evaluation,
        statistics,
        given,
        new Session(session.targetRecall, budget));
  }

  /** A share of the memory for a node of the plan; errors call the node what EXPLAIN does. */
  HeldMemory memory(PlanNode node) {
    return session.memory.share(node::describe);
  }

  /** The share of the true nearest rows that a search should find. */
  double targetRecall() {
    return session.targetRecall;
  }

  /** The same run for one row of an enclosing query. */
  ExecutionContext withOuterRow(int correlation, @Nullable Object[] row) {
    return new ExecutionContext(
        snapshot, control, evaluation.withOuterRow(correlation, row), statistics, given, session);
  }

  /** The same run below a join whose other side is known. */
  ExecutionContext withJoinKeys(int join, JoinKeys keys) {
    return new ExecutionContext(
        snapshot, control, evaluation.withJoinKeys(join, keys), statistics, given, session);
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public Evaluation evaluation() {
    return evaluation;
  }

  /** Throws CANCELLED or TIMED_OUT once the statement is to stop. */
  public void checkCancelled() {
    control.check();
  }

  /** Opens a node, measured if this run is. */
  public Operator open(PlanNode node) {
    return open(node, node::open);
  }

  /** Likewise a node of which this run is opened in another way than by itself. */
  Operator open(PlanNode node, Function<ExecutionContext, Operator> opening) {
    Operator operator = opening.apply(this);
    return statistics == null ? operator : new MeasuredOperator(operator, statistics(node));
  }

  /** What a node did so far; where nothing is recorded, a sink that no one reads. */
  public OperatorStatistics statistics(PlanNode node) {
    return statistics == null
        ? new OperatorStatistics()
        : statistics.computeIfAbsent(node, n -> new OperatorStatistics());
  }
}
