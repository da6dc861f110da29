package dev.quiver.planner.parser;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what recurses as deep as an SQL text is nested.
 *
 * <p>Short and flat texts run where they are called; others on a thread of their own, whose stack
 * is large (and costs only what is touched). Overflowing even that gives an error. A thread is
 * chosen beforehand, not after an overflow, because an overflow in a static initialiser would leave
 * its class unusable.
 */
public final class LargeStack {
  private static final long STACK_BYTES = 512L << 20;
  private static final int FLAT_LENGTH = 4_000;
  private static final int FLAT_NESTING = 40;
  private static final int MAX_NESTING = 10_000;

  private LargeStack() {}

  private static final class BigThread extends Thread {
    BigThread(Runnable task) {
      super(null, task, "quiver-large-stack", STACK_BYTES, false);
      setDaemon(true);
    }
  }

  /** Gives what the task gives, or throws what it throws. */
  public static <T> T call(String sql, Supplier<T> task) {
    if (isFlat(sql) || Thread.currentThread() instanceof BigThread) {
      return guarded(task);
    }
    checkNesting(sql);
    FutureTask<T> future = new FutureTask<>(() -> guarded(task));
    new BigThread(future).start();
    return await(future);
  }

  private static <T> T guarded(Supplier<T> task) {
    try {
      return task.get();
    } catch (StackOverflowError e) {
      throw tooDeep(e);
    }
  }

  static QuiverException tooDeep(@Nullable Throwable cause) {
    String construct = "a statement nested as deep as this";
    return cause == null
        ? new QuiverException(ErrorCode.NOT_SUPPORTED, construct)
        : QuiverException.causedBy(cause, ErrorCode.NOT_SUPPORTED, construct);
  }

  /** Refuses what would take minutes to overflow. */
  private static void checkNesting(String sql) {
    SqlText scan = new SqlText(sql);
    int depth = 0;
    for (SqlText.Token token = scan.next(); token != SqlText.Token.END; token = scan.next()) {
      if (scan.isSymbol('(') || scan.isSymbol('[')) {
        depth++;
      } else if (scan.isSymbol(')') || scan.isSymbol(']')) {
        depth--;
      }
      if (depth > MAX_NESTING) {
        throw tooDeep(null);
      }
    }
  }

  private static <T> T await(FutureTask<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
          }
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw QuiverException.causedBy(e, ErrorCode.INTERNAL, "planning failed");
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isFlat(String sql) {
    if (sql.length() > FLAT_LENGTH) {
      return false;
    }
    int open = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '(' || c == '-' || c == '[') {
        open++;
      }
    }
    return open <= FLAT_NESTING;
  }
}
