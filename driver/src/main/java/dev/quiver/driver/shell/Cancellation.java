package dev.quiver.driver.shell;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stops the running statement from another thread, the one that Ctrl-C wakes.
 *
 * <p>What is asked while no statement runs has no effect on the next one.
 */
final class Cancellation {
  private @Nullable Statement running;
  private volatile boolean asked;

  synchronized void begin(Statement statement) {
    running = statement;
    asked = false;
  }

  synchronized void end() {
    running = null;
  }

  /** Whether the running statement was asked to stop. */
  boolean isAsked() {
    return asked;
  }

  synchronized void cancel() throws SQLException {
    asked = true;
    if (running != null) {
      running.cancel();
    }
  }
}
