package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.Snapshot;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells whether a statement that commits by itself is to be run once more after others were faster,
 * and waits a while before: longer each time, and by chance, so that those who wait do not meet
 * again. For one statement, on one thread.
 */
final class Retries {
  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_DOUBLINGS = 6;
  private static final long STEP_MILLIS = 5;

  private final Database database;
  private final StatementControl control;
  private int attempts;

  Retries(Database database, StatementControl control) {
    this.database = database;
    this.control = control;
  }

  /**
   * Waits, if trying again may help.
   *
   * @param snapshot what the statement had read
   */
  boolean again(QuiverException failure, Snapshot snapshot) {
    if (++attempts >= MAX_ATTEMPTS || !isOthersDoing(failure, snapshot)) {
      return false;
    }
    pause(ThreadLocalRandom.current().nextLong(1L << Math.min(attempts, MAX_DOUBLINGS)));
    return true;
  }

  /** A key may be taken by a row that was there, which no other run will change. */
  private boolean isOthersDoing(QuiverException failure, Snapshot snapshot) {
    return failure.code() == ErrorCode.WRITE_CONFLICT
        || (failure.code() == ErrorCode.DUPLICATE_KEY
            && database.latest().number() > snapshot.number());
  }

  private void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis;
        left > 0;
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
      control.check();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(left, STEP_MILLIS)));
    }
  }
}
