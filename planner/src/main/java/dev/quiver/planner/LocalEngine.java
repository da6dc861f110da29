package dev.quiver.planner;

import dev.quiver.planner.system.ActivityLog;
import dev.quiver.storage.Database;

/** The engine over a database of this process. */
final class LocalEngine implements Engine {
  /** Plans kept; each is some tens of kilobytes. */
  private static final int CACHED_PLANS = 512;

  private final Database database;
  private final PlanCache plans = new PlanCache(CACHED_PLANS);
  private final ActivityLog activity = new ActivityLog();

  LocalEngine(Database database) {
    this.database = database;
  }

  Database database() {
    return database;
  }

  PlanCache plans() {
    return plans;
  }

  ActivityLog activity() {
    return activity;
  }

  @Override
  public Session session(SessionOptions options) {
    return new LocalSession(this, options);
  }

  @Override
  public void close() {
    database.close();
  }
}
