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
 * correlated subquery is run for, and values computed once.
 *
 * <p>For one thread.
 */
public final class Evaluation {
  private final @Nullable Object[] parameters;
  private final Instant now;
  private final String user;
  private final Runnable cancellationCheck;
  private final Map<Integer, @Nullable Object[]> outerRows;
  private final Map<Object, Object> memo = new IdentityHashMap<>();

  /**
   * @param parameters values of the dynamic parameters, in the classes of {@code Column.value}
   * @param now the statement's time
   * @param user what CURRENT_USER gives
   * @param cancellationCheck throws once the statement is to stop
   */
  public Evaluation(
      @Nullable Object[] parameters, Instant now, String user, Runnable cancellationCheck) {
    this(parameters, now, user, cancellationCheck, Map.of());
  }

  private Evaluation(
      @Nullable Object[] parameters,
      Instant now,
      String user,
      Runnable cancellationCheck,
      Map<Integer, @Nullable Object[]> outerRows) {
    this.parameters = parameters;
    this.now = now;
    this.user = user;
    this.cancellationCheck = cancellationCheck;
    this.outerRows = outerRows;
  }

  /** The same execution with the row of an enclosing query in place, and nothing computed yet. */
  public Evaluation withOuterRow(int correlation, @Nullable Object[] row) {
    Map<Integer, @Nullable Object[]> rows = new HashMap<>(outerRows);
    rows.put(correlation, row);
    return new Evaluation(parameters, now, user, cancellationCheck, rows);
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
