package dev.quiver.driver.shell;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal how far the running statement is, from {@code sys.jobs}.
 *
 * <p>Asks over a connection of its own, five times a second after the first half second, so short
 * statements cost nothing. Where nothing is known it shows the time that passed.
 */
final class Progress implements AutoCloseable {
  private static final long FIRST_MILLIS = 500;
  private static final long LATER_MILLIS = 200;
  private static final int BAR_CELLS = 30;
  static final String JOBS =
      "SELECT what, phase, done, total FROM sys.jobs ORDER BY started_at DESC LIMIT 1";

  private final String url;
  private final Output out;
  private final long firstMillis;
  private final long laterMillis;
  private final ScheduledExecutorService timer;
  private @Nullable Connection connection;
  private boolean jobsKnown = true;

  Progress(String url, Output out) {
    this(url, out, FIRST_MILLIS, LATER_MILLIS);
  }

  Progress(String url, Output out, long firstMillis, long laterMillis) {
    this.url = url;
    this.out = out;
    this.firstMillis = firstMillis;
    this.laterMillis = laterMillis;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "quiver-shell-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to show; cancelling what it returns ends it. */
  ScheduledFuture<?> start() {
    long startNanos = System.nanoTime();
    return timer.scheduleWithFixedDelay(
        () -> show(System.nanoTime() - startNanos),
        firstMillis,
        laterMillis,
        TimeUnit.MILLISECONDS);
  }

  private void show(long elapsedNanos) {
    String time = Summary.time(elapsedNanos);
    String job = job(time);
    out.passing(job == null ? "running " + time + ", Ctrl-C cancels" : job);
  }

  /** The newest job as a bar; null if there is none. A database without jobs is asked once. */
  private @Nullable String job(String time) {
    if (!jobsKnown) {
      return null;
    }
    try {
      Connection open = connection();
      try (PreparedStatement statement = open.prepareStatement(JOBS);
          ResultSet row = statement.executeQuery()) {
        return row.next()
            ? bar(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), time)
            : null;
      }
    } catch (SQLException unavailable) {
      jobsKnown = false;
      return null;
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null || open.isClosed()) {
      open = DriverManager.getConnection(url);
      connection = open;
    }
    return open;
  }

  /** The bar first, since a narrow terminal cuts the line at its end. */
  static String bar(
      @Nullable String what, @Nullable String phase, long done, long total, String time) {
    String name = phase == null || phase.isEmpty() ? what + "" : what + ": " + phase;
    if (total <= 0) {
      return String.format(Locale.ROOT, "%s  %s  %,d", time, name, done);
    }
    double share = Math.max(0, Math.min(1, (double) done / total));
    int full = (int) (share * BAR_CELLS);
    String bar = "█".repeat(full) + "░".repeat(BAR_CELLS - full);
    return String.format(
        Locale.ROOT, "%s %3.0f %%  %s  %s  %,d of %,d", bar, share * 100, time, name, done, total);
  }

  @Override
  public void close() throws SQLException {
    timer.shutdownNow();
    Connection open = connection;
    if (open != null) {
      open.close();
    }
  }
}
