package dev.quiver.planner.statement;

import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.SystemContext;
import dev.quiver.storage.Snapshot;
import org.jspecify.annotations.Nullable;

/** The session as a running statement sees it. */
public interface SessionControl {
  String user();

  String schema();

  ActivityLog activity();

  /** What the system tables tell to a query that reads this snapshot. */
  SystemContext systemContext(Snapshot snapshot);

  /** BEGIN. */
  void begin();

  /** COMMIT. */
  void commit();

  /** ROLLBACK. */
  void rollback();

  /**
   * SET and, with null, RESET.
   *
   * @throws dev.quiver.functions.error.QuiverException for an unknown setting or a value that does
   *     not fit
   */
  void set(String setting, @Nullable String value);
}
