package dev.quiver.benchmarks.memory;

import dev.quiver.benchmarks.report.Space;
import dev.quiver.benchmarks.report.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Loads rows of a key, a text and 384 floats, deletes a tenth, compacts, vacuums, reads everything
 * and searches it, in whatever heap the JVM was given: a table many times as large must do.
 *
 * <p>A row is a function of its number, so every answer is known beforehand.
 */
public final class MemoryBenchmark {
  private static final int DIMENSION = 384;
  private static final int ROW_BYTES = DIMENSION * Float.BYTES + 40;
  private static final int BATCH = 5_000;

  /** Of this many rows one is deleted. */
  private static final int DELETED = 10;

  private final Path database;
  private final int rows;
  private final Table table = new Table("", "s", "files", "GB on disk");

  private interface Work {
    void run() throws SQLException;
  }

  private MemoryBenchmark(Path directory, int megabytes) {
    this.database = directory.resolve("db");
    this.rows = (int) (megabytes * 1_000_000L / ROW_BYTES);
  }

  /**
   * @param args an empty directory, then the megabytes to load
   */
  public static void main(String[] args) throws Exception {
    int megabytes = Integer.parseInt(args[1]);
    MemoryBenchmark benchmark = new MemoryBenchmark(Path.of(args[0]), megabytes);
    String url = "jdbc:quiver:" + benchmark.database + "?autoCompact=false";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      benchmark.run(connection, statement);
    }
    benchmark.table.print(
        benchmark.rows
            + " rows, "
            + megabytes
            + " MB, in a heap of at most "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB");
  }

  private void run(Connection connection, Statement statement) throws Exception {
    statement.execute(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR, v VECTOR(" + DIMENSION + "))");
    measure("load in batches of " + BATCH, () -> load(connection));
    measure("read all", () -> check(statement, false));
    measure(
        "delete a tenth",
        () -> statement.executeUpdate("DELETE FROM t WHERE MOD(id, " + DELETED + ") = 0"));
    measure("OPTIMIZE TABLE", () -> statement.execute("OPTIMIZE TABLE t"));
    measure("VACUUM DATABASE", () -> statement.execute("VACUUM DATABASE RETAIN 1 VERSIONS"));
    measure("read all again", () -> check(statement, true));
    measure("ten exact searches", () -> search(connection));
  }

  private void measure(String what, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    Space space = Space.of(database, path -> true);
    table.row(what, seconds, space.files(), space.bytes() / 1e9);
    System.out.printf("%s: %.1f s%n", what, seconds);
  }

  private void load(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setLong(1, i);
        insert.setString(2, "row number " + i);
        insert.setObject(3, vector(i));
        insert.addBatch();
        if ((i + 1) % BATCH == 0 || i + 1 == rows) {
          insert.executeBatch();
        }
      }
    }
  }

  /** The first element is the number's last three digits, the others are small. */
  private static float[] vector(int id) {
    float[] vector = new float[DIMENSION];
    int state = id * 0x9E3779B9 + 1;
    vector[0] = id % 1_000;
    for (int i = 1; i < DIMENSION; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      vector[i] = (state >>> 8) * 0x1p-24f;
    }
    return vector;
  }

  /** Reads every row whole and compares it with what it must be. */
  private void check(Statement statement, boolean deleted) throws SQLException {
    int expected = 0;
    try (ResultSet result = statement.executeQuery("SELECT id, name, v FROM t")) {
      while (result.next()) {
        expected += deleted && expected % DELETED == 0 ? 1 : 0;
        int id = (int) result.getLong(1);
        require(id == expected, "row " + id + " came instead of " + expected);
        require(("row number " + id).equals(result.getString(2)), "another name at row " + id);
        float[] vector = result.getObject(3, float[].class);
        require(java.util.Arrays.equals(vector, vector(id)), "another vector at row " + id);
        expected++;
      }
    }
    int last = deleted && (rows - 1) % DELETED == 0 ? rows - 1 : rows;
    require(expected == last, "rows end before " + expected);
  }

  private void search(Connection connection) throws SQLException {
    try (PreparedStatement nearest =
        connection.prepareStatement("SELECT id FROM t ORDER BY v <-> ? LIMIT 1")) {
      for (int i = 1; i <= 10; i++) {
        int id = (int) ((long) rows * i / 11) / DELETED * DELETED + 1;
        nearest.setObject(1, vector(id));
        try (ResultSet result = nearest.executeQuery()) {
          require(
              result.next() && result.getLong(1) == id, "another row than " + id + " is nearest");
        }
      }
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
