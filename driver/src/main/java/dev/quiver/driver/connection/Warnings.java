package dev.quiver.driver.connection;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The warnings of a connection or statement, oldest first. Safe for several threads. */
final class Warnings {
  /** SQLSTATE of a warning without a class of its own. */
  private static final String WARNING = "01000";

  private @Nullable SQLWarning first;

  synchronized void add(String message) {
    SQLWarning warning = new SQLWarning(message, WARNING);
    if (first == null) {
      first = warning;
    } else {
      first.setNextWarning(warning);
    }
  }

  synchronized @Nullable SQLWarning first() {
    return first;
  }

  synchronized void clear() {
    first = null;
  }
}
