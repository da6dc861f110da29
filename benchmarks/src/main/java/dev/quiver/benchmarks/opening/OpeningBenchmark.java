package dev.quiver.benchmarks.opening;

import dev.quiver.benchmarks.report.Space;
import dev.quiver.benchmarks.report.Stopwatch;
import dev.quiver.benchmarks.report.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Ten thousand commits of one row each and no compaction, so ten thousand versions and fragments;
 * then what opening, reading any version and listing all of them takes, in a JVM that is warm and
 * in one that is not. Each answer is compared with what it must be.
 *
 * <p>Every timed run opens the database anew, so nothing is kept from the run before but what the
 * operating system keeps of files.
 */
public final class OpeningBenchmark {
  private static final int WARM_UP = 400;
  private static final int RUNS = 100;

  private final Path directory;
  private final int versions;
  private final Random random = new Random(1);

  private interface Work {
    long run(Connection connection) throws SQLException;
  }

  private OpeningBenchmark(Path directory, int versions) {
    this.directory = directory;
    this.versions = versions;
  }

  /**
   * @param args a directory, then maybe the number of versions, then maybe {@code cold} to open
   *     what is there once, or {@code warm} to measure it
   */
  public static void main(String[] args) throws Exception {
    int versions = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    OpeningBenchmark benchmark = new OpeningBenchmark(Path.of(args[0]), versions);
    String part = args.length > 2 ? args[2] : "all";
    if (part.equals("cold")) {
      benchmark.cold();
      return;
    }
    if (!part.equals("warm")) {
      benchmark.fill();
    }
    benchmark.warm();
  }

  private String url() {
    return "jdbc:quiver:" + directory.resolve("db") + "?autoCompact=false";
  }

  private void fill() throws Exception {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id BIGINT, name VARCHAR, v VECTOR(8))");
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
        for (int i = 1; i < versions; i++) {
          insert.setLong(1, i);
          insert.setString(2, "row " + i);
          insert.setObject(3, new float[] {i, 1, 2, 3, 4, 5, 6, 7});
          insert.executeUpdate();
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d commits of one row: %.0f s, %.2f ms each%n",
        versions, seconds, seconds * 1e3 / versions);
    Table table = new Table("files", "number", "MB", "MB in blocks of 4 KiB");
    Path database = directory.resolve("db");
    row(table, "data", Space.of(database, OpeningBenchmark::isData));
    row(table, "metadata (goal: 100 MB)", Space.of(database, path -> !isData(path)));
    table.print("Space of " + versions + " versions, before any vacuum");
  }

  private static boolean isData(String path) {
    return path.endsWith(".arrow");
  }

  private static void row(Table table, String what, Space space) {
    table.row(what, space.files(), space.megabytes(), space.blockMegabytes());
  }

  private void warm() throws Exception {
    Table table =
        new Table("in a database opened anew, JVM warm", "median, ms", "worst, ms", "goal");
    measure(table, "open and close", "20", connection -> 0, 0);
    measure(table, "open, SELECT COUNT(*)", "20", this::count, versions - 1);
    measure(table, "open, SELECT one row by its value", "", this::one, 1);
    measure(table, "open, AS OF any version, COUNT(*)", "20", this::asOf, 0);
    measure(table, "open, the first row of any version", "", this::firstAsOf, 1);
    measure(
        table,
        "open, COUNT(*), SUM(version) of sys.versions",
        "100",
        this::listed,
        (long) versions * (versions + 1) / 2);
    table.print("Opening " + versions + " versions of a table of " + (versions - 1) + " fragments");
  }

  private void measure(Table table, String what, String goal, Work work, long expected)
      throws Exception {
    Stopwatch time =
        Stopwatch.time(
            WARM_UP,
            RUNS,
            () -> {
              try (Connection connection = DriverManager.getConnection(url())) {
                return check(what, work.run(connection), expected);
              }
            });
    table.row(what, time.medianMillis(), time.worstMillis(), goal);
  }

  private static long check(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(what + " gave " + found + " instead of " + expected);
    }
    return found;
  }

  private void cold() throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url())) {
      double opened = (System.nanoTime() - start) / 1e6;
      check("COUNT(*)", count(connection), versions - 1);
      System.out.printf(
          "a fresh JVM, classes and JIT compiler included: connection after %.0f ms, COUNT(*) after"
              + " %.0f ms%n",
          opened, (System.nanoTime() - start) / 1e6);
    }
  }

  private long count(Connection connection) throws SQLException {
    return number(connection, "SELECT COUNT(*) FROM t");
  }

  private long one(Connection connection) throws SQLException {
    int id = 1 + random.nextInt(versions - 1);
    return number(connection, "SELECT COUNT(*) FROM t WHERE id = " + id);
  }

  /** How far the count is off: version n has n - 1 rows. */
  private long asOf(Connection connection) throws SQLException {
    int version = 1 + random.nextInt(versions);
    return number(connection, "SELECT COUNT(*) FROM t AS OF VERSION " + version) - (version - 1);
  }

  private long firstAsOf(Connection connection) throws SQLException {
    int version = 2 + random.nextInt(versions - 1);
    return number(connection, "SELECT MIN(id) FROM t AS OF VERSION " + version + " WHERE id < 2");
  }

  private long listed(Connection connection) throws SQLException {
    check(
        "COUNT(*) of sys.versions",
        number(connection, "SELECT COUNT(*) FROM sys.versions"),
        versions);
    return number(connection, "SELECT SUM(version) FROM sys.versions");
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
