package dev.quiver.benchmarks.larger;

import dev.quiver.benchmarks.ann.Mixture;
import dev.quiver.benchmarks.report.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * More vectors than memory: {@code benchmarks/run larger}, which runs each task in a process of its
 * own with little heap, in a control group with little memory, page cache included.
 *
 * <p>Arguments: load, index or search; a scratch directory; for load rows and dimension.
 */
public final class LargerBenchmark {
  private static final int QUERIES = 50;
  private static final int BATCH = 10_000;
  private static final int PARTS = 1_000;
  private static final int COMMIT_BATCHES = 10;
  private static final double GIGABYTE = 1e9;

  private final Path scratch;

  private LargerBenchmark(Path scratch) {
    this.scratch = scratch;
  }

  public static void main(String[] arguments) throws SQLException, IOException {
    LargerBenchmark benchmark = new LargerBenchmark(Path.of(arguments[1]));
    try (Connection connection =
        DriverManager.getConnection("jdbc:quiver:" + benchmark.scratch.resolve("db"))) {
      switch (arguments[0]) {
        case "load" ->
            benchmark.load(
                connection, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        case "index" -> benchmark.index(connection);
        case "search" -> benchmark.search(connection);
        default -> throw new IllegalArgumentException("no task " + arguments[0]);
      }
    }
  }

  private void load(Connection connection, int rows, int dimension)
      throws SQLException, IOException {
    Mixture mixture = new Mixture(dimension, 1_000, 24, 20, 4);
    Questions questions = Questions.of(mixture.next(QUERIES));
    Random random = new Random(5);
    execute(
        connection, "CREATE TABLE items (id INTEGER, part INTEGER, v VECTOR(" + dimension + "))");
    connection.setAutoCommit(false);
    long nanos = 0;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO items VALUES (?, ?, ?)")) {
      for (int first = 0, batch = 1; first < rows; first += BATCH, batch++) {
        float[][] vectors = mixture.next(Math.min(BATCH, rows - first));
        int[] parts = random.ints(vectors.length, 0, PARTS).toArray();
        questions.meet(first, vectors, parts);
        long start = System.nanoTime();
        for (int i = 0; i < vectors.length; i++) {
          insert.setInt(1, first + i);
          insert.setInt(2, parts[i]);
          insert.setObject(3, vectors[i]);
          insert.addBatch();
        }
        insert.executeBatch();
        if (batch % COMMIT_BATCHES == 0 || first + BATCH >= rows) {
          connection.commit();
          System.err.printf("%,d of %,d rows%n", first + vectors.length, rows);
        }
        nanos += System.nanoTime() - start;
      }
    }
    questions.write(scratch.resolve("questions"));
    Table table = new Table("rows", "GB of vectors", "rows/s", "peak RSS, MB");
    table.row(
        String.format(Locale.ROOT, "%,d × %d", rows, dimension),
        (double) rows * dimension * Float.BYTES / GIGABYTE,
        rows * 1e9 / nanos,
        peakMegabytes());
    table.print("Loading in commits of " + BATCH * COMMIT_BATCHES + ", a JVM with " + heap());
  }

  private void index(Connection connection) throws SQLException, IOException {
    var process =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    execute(connection, "CREATE INDEX items_v ON items USING IVF_RQ (v) WITH (metric = 'l2')");
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
    Table table = new Table("s", "CPU s", "index, GB", "parameters", "peak RSS, MB");
    try (Statement statement = connection.createStatement();
        ResultSet index = statement.executeQuery("SELECT bytes, parameters FROM sys.indexes")) {
      index.next();
      table.row(
          seconds,
          cpuSeconds,
          index.getLong(1) / GIGABYTE,
          index.getString(2).replaceAll(", [01]\\.\\d+ by .*", ""),
          peakMegabytes());
    }
    table.print("Building the index, a JVM with " + heap());
  }

  /** Each filter's queries twice: as the memory was left by others, and again. */
  private void search(Connection connection) throws SQLException, IOException {
    Questions questions = Questions.read(scratch.resolve("questions"));
    Table table =
        new Table(
            "rows that qualify, %",
            "recall@10", "queries/s at first", "queries/s again", "least rows", "peak RSS, MB");
    execute(connection, "SET target_recall = 0.95");
    for (int bound = 0; bound < Questions.BOUNDS.size(); bound++) {
      int below = Questions.BOUNDS.get(bound);
      Round first = round(connection, questions, bound);
      Round again = round(connection, questions, bound);
      table.row(
          String.valueOf(below * 100.0 / PARTS),
          String.format(Locale.ROOT, "%.3f", again.recall),
          first.perSecond,
          again.perSecond,
          again.least,
          peakMegabytes());
    }
    table.print(QUERIES + " queries at target_recall 0.95, a JVM with " + heap());
  }

  private record Round(double recall, double perSecond, int least) {}

  private static Round round(Connection connection, Questions questions, int bound)
      throws SQLException {
    String where = bound == 0 ? "" : " WHERE part < " + Questions.BOUNDS.get(bound);
    long start = System.nanoTime();
    int hits = 0;
    int wanted = 0;
    int least = Questions.K;
    try (PreparedStatement search =
        connection.prepareStatement(
            "SELECT id FROM items" + where + " ORDER BY v <-> ? LIMIT " + Questions.K)) {
      for (int q = 0; q < questions.queries().length; q++) {
        search.setObject(1, questions.queries()[q]);
        List<Integer> given = new ArrayList<>();
        try (ResultSet found = search.executeQuery()) {
          while (found.next()) {
            given.add(found.getInt(1));
          }
        }
        hits += questions.hits(bound, q, given);
        wanted += questions.wanted(bound, q);
        least = Math.min(least, given.size());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Round((double) hits / wanted, questions.queries().length / seconds, least);
  }

  private static String heap() {
    return Runtime.getRuntime().maxMemory() / (1 << 20) + " MB of heap";
  }

  /** What the process had in memory at most, mapped pages of files included. */
  private static double peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_000)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
