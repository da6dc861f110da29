package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a plan knows: parameter values, the statement's time, the row that a
 * correlated subquery is run for, the keys of joins around it, and values computed once.
 *
 * <p>For one thread.
 */
public final class Evaluation {
  private final @Nullable Object[] parameters;
  private final Instant now;
  private final String user;
  private final Runnable cancellationCheck;
  private final Map<Integer, @Nullable Object[]> outerRows;
  private final Map<Integer, JoinKeys> joinKeys;
  private final Map<Object, Object> memo = new IdentityHashMap<>();

  /**
   * @param parameters values of the dynamic parameters, in the classes of {@code Column.value}
   * @param now the statement's time
   * @param user what CURRENT_USER gives
   * @param cancellationCheck throws once the statement is to stop
   */
  public Evaluation(
      @Nullable Object[] parameters, Instant now, String user, Runnable cancellationCheck) {
    this(parameters, now, user, cancellationCheck, Map.of(), Map.of());
  }

  private Evaluation(
      @Nullable Object[] parameters,
      Instant now,
      String user,
      Runnable cancellationCheck,
      Map<Integer, @Nullable Object[]> outerRows,
      Map<Integer, JoinKeys> joinKeys) {
    this.parameters = parameters;
    this.now = now;
    this.user = user;
    this.cancellationCheck = cancellationCheck;
    this.outerRows = outerRows;
    this.joinKeys = joinKeys;
  }

  /** The same execution with the row of an enclosing query in place, and nothing computed yet. */
  public Evaluation withOuterRow(int correlation, @Nullable Object[] row) {
    Map<Integer, @Nullable Object[]> rows = new HashMap<>(outerRows);
    rows.put(correlation, row);
    return new Evaluation(parameters, now, user, cancellationCheck, rows, joinKeys);
  }

  /** The same execution below a join whose other side is known, and nothing computed yet. */
  public Evaluation withJoinKeys(int join, JoinKeys keys) {
    Map<Integer, JoinKeys> all = new HashMap<>(joinKeys);
    all.put(join, keys);
    return new Evaluation(parameters, now, user, cancellationCheck, outerRows, all);
  }

  /** The value of a dynamic parameter, counted from 0. */
  public @Nullable Object parameter(int index) {
    if (index >= parameters.length) {
      throw new QuiverException(ErrorCode.PARAMETER_UNSET, index + 1, parameters.length);
    }
    return parameters[index];
  }

  public Instant now() {
    return now;
  }

  public String user() {
    return user;
  }

  /** Throws CANCELLED or TIMED_OUT once the statement is to stop. */
  public void checkCancelled() {
    cancellationCheck.run();
  }

  @Nullable Object outerValue(int correlation, int field) {
    @Nullable Object[] row = outerRows.get(correlation);
    if (row == null) {
      throw new QuiverException(ErrorCode.INTERNAL, "no row for correlation " + correlation);
    }
    return row[field];
  }

  JoinKeys joinKeys(int join) {
    JoinKeys keys = joinKeys.get(join);
    if (keys == null) {
      throw new QuiverException(ErrorCode.INTERNAL, "no keys of join " + join);
    }
    return keys;
  }

  /** A value that is computed at most once per execution and key; keys are told by identity. */
  @SuppressWarnings("unchecked") // Each key is one expression, which stores one class of values.
  <T> T once(Object key, Supplier<T> supplier) {
    Object value = memo.get(key);
    if (value == null) {
      value = supplier.get();
      memo.put(key, value);
    }
    return (T) value;
  }
}
