package dev.quiver.driver.shell;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A connection and the printing of what its statements give. One thread runs statements; any may
 * cancel.
 */
final class SqlSession implements AutoCloseable {
  private final Connection connection;
  private final Output out;
  private final Settings settings;
  private final Cancellation cancellation = new Cancellation();
  private final @Nullable Progress progress;

  private SqlSession(Connection connection, String url, Output out, Settings settings) {
    this.connection = connection;
    this.out = out;
    this.settings = settings;
    this.progress = out.isTerminal() ? new Progress(url, out) : null;
  }

  static SqlSession open(String url, Output out, Settings settings) throws SQLException {
    return new SqlSession(DriverManager.getConnection(url), url, out, settings);
  }

  Connection connection() {
    return connection;
  }

  Output out() {
    return out;
  }

  Settings settings() {
    return settings;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Runs a statement and prints its rows or what it changed. */
  void run(String sql) throws SQLException {
    long startNanos = System.nanoTime();
    out.begin();
    Future<?> shown = progress == null ? null : progress.start();
    try (Statement statement = connection.createStatement()) {
      cancellation.begin(statement);
      String summary = printResult(statement, sql);
      if (settings.talks()) {
        String time = settings.timing() ? Summary.time(System.nanoTime() - startNanos) : "";
        out.line(withTime(summary, time));
      }
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        out.line("WARNING: " + w.getMessage());
      }
    } finally {
      cancellation.end();
      if (shown != null) {
        shown.cancel(false);
      }
      out.end();
    }
  }

  private String printResult(Statement statement, String sql) throws SQLException {
    if (!statement.execute(sql)) {
      return Summary.ofChange(sql, Math.max(0, statement.getLargeUpdateCount()));
    }
    try (ResultSet rows = statement.getResultSet()) {
      return Summary.ofRows(settings.writer().write(rows, this::stop, out));
    }
  }

  private boolean stop() {
    return cancellation.isAsked() || out.isBroken();
  }

  private static String withTime(String summary, String time) {
    if (time.isEmpty()) {
      return summary;
    }
    return summary.endsWith(")")
        ? summary.substring(0, summary.length() - 1) + ", " + time + ")"
        : summary + " (" + time + ")";
  }

  @Override
  public void close() throws SQLException {
    if (progress != null) {
      progress.close();
    }
    connection.close();
  }
}
