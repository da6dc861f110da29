package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets another thread, or a deadline, stop a running statement.
 *
 * <p>Whoever works for long calls {@link #check} at least every few milliseconds. One control
 * serves one run.
 */
public final class StatementControl {
  private final @Nullable Duration timeout;
  private final long deadlineNanos;
  private final Runnable onCheck;
  private volatile boolean cancelled;

  private StatementControl(@Nullable Duration timeout, Runnable onCheck) {
    this.timeout = timeout;
    this.onCheck = onCheck;
    this.deadlineNanos = timeout == null ? 0 : System.nanoTime() + timeout.toNanos();
  }

  public static StatementControl unlimited() {
    return new StatementControl(null, () -> {});
  }

  /** Ends the statement that long from now. */
  public static StatementControl within(Duration timeout) {
    return new StatementControl(timeout, () -> {});
  }

  /**
   * Tells whenever the statement asks whether to stop.
   *
   * @param onCheck called by any thread that works for the statement; may cancel it
   */
  public static StatementControl watched(Runnable onCheck) {
    return new StatementControl(null, onCheck);
  }

  /** Stops the statement soon; from any thread. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * @throws QuiverException CANCELLED or TIMED_OUT
   */
  public void check() {
    onCheck.run();
    if (cancelled) {
      throw new QuiverException(ErrorCode.CANCELLED);
    }
    if (timeout != null && System.nanoTime() - deadlineNanos > 0) {
      throw new QuiverException(ErrorCode.TIMED_OUT, timeout);
    }
  }
}
