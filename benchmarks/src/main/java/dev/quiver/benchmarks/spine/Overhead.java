package dev.quiver.benchmarks.spine;

import dev.quiver.benchmarks.report.Stopwatch;
import dev.quiver.benchmarks.report.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** What a query costs over a table so small that reading it costs nothing. */
final class Overhead {
  private static final int DIMENSION = 768;
  private static final int ROWS = 10;
  private static final int RUNS = 4_000;

  /** Enough for the last tier of the JIT compiler, which takes about 15,000 runs. */
  private static final int WARM_UP = 20_000;

  /** And time for it to finish: it compiles beside what runs. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final Random random = new Random(1);
  private int serial;

  void run(String url) throws Exception {
    Table table = new Table("per query, warm", "µs", "goal µs", "check");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      create(connection, statement);
      try (PreparedStatement point =
              connection.prepareStatement("SELECT id FROM tiny WHERE id = ?");
          PreparedStatement top =
              connection.prepareStatement(
                  "SELECT id FROM tiny WHERE id >= 0 ORDER BY embedding <=> ? LIMIT 3")) {
        table.row("PreparedStatement, point", micros(() -> byId(point)), 20, check(byId(point)));
        float[] query = vector();
        table.row("PreparedStatement, top 3", micros(() -> nearest(top, query)), "", "");
      }
      String same = "SELECT id FROM tiny WHERE id = 4";
      table.row("same text again", micros(() -> first(statement, same)), 20, "");
      table.row(
          "new text",
          micros(() -> first(statement, "SELECT id FROM tiny WHERE id = 4 AND id <> -" + ++serial)),
          1_000,
          check(first(statement, same)));
      table.row(
          "new text with a 768-float literal",
          micros(() -> first(statement, literalSearch())),
          1_000,
          "");
      statement.execute("DROP TABLE tiny");
    }
    table.print("JDBC overhead");
  }

  private void create(Connection connection, Statement statement) throws SQLException {
    statement.execute("CREATE TABLE tiny (id INTEGER, embedding VECTOR(" + DIMENSION + "))");
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO tiny VALUES (?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setInt(1, i);
        insert.setObject(2, vector());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private String literalSearch() {
    StringBuilder sql = new StringBuilder("SELECT id FROM tiny ORDER BY embedding <-> '[");
    float[] query = vector();
    for (int i = 0; i < DIMENSION; i++) {
      sql.append(i == 0 ? "" : ",").append(query[i]);
    }
    return sql.append("]' LIMIT 3").toString();
  }

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static double micros(Stopwatch.Action action) throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      action.run();
    }
    return Stopwatch.time(WARM_UP, RUNS, action).medianMicros();
  }

  private static String check(long id) {
    return id == 4 ? "right row" : "WRONG: " + id;
  }

  private static long byId(PreparedStatement point) throws SQLException {
    point.setInt(1, 4);
    try (ResultSet rows = point.executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static long nearest(PreparedStatement top, float[] query) throws SQLException {
    top.setObject(1, query);
    try (ResultSet rows = top.executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static long first(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }
}
