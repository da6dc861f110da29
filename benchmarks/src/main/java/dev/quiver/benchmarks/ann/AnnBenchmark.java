package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.Stopwatch;
import dev.quiver.benchmarks.report.Table;
import dev.quiver.benchmarks.spine.GloveVectors;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Vector search through an IVF_RQ index over the GloVe vectors, end to end through a
 * PreparedStatement: recall@10 and queries per second for several targets and filters, one thread.
 *
 * <p>The last thousand words are held out as queries. The truth is the same statement with {@code
 * target_recall = 1}.
 */
public final class AnnBenchmark {
  private static final int K = 10;
  private static final int HELD_OUT = 1_000;

  private final GloveVectors glove;
  private final int rows;
  private final int queries;

  private AnnBenchmark(GloveVectors glove, boolean quick) {
    this.glove = glove;
    this.rows = quick ? 100_000 : glove.size() - HELD_OUT;
    this.queries = quick ? 100 : 400;
  }

  /**
   * @param args the data set's JSON file, then maybe {@code --quick}
   */
  public static void main(String[] args) throws Exception {
    boolean quick = args.length > 1 && args[1].equals("--quick");
    AnnBenchmark benchmark = new AnnBenchmark(GloveVectors.read(Path.of(args[0])), quick);
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:mem:ann")) {
      benchmark.load(connection);
      benchmark.build(connection);
      benchmark.targets(connection);
      benchmark.filters(connection);
    }
  }

  private void load(Connection connection) throws SQLException {
    execute(connection, "CREATE TABLE words (id INTEGER, part INTEGER, embedding VECTOR(100))");
    Random random = new Random(1);
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO words VALUES (?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setInt(1, i);
        insert.setInt(2, random.nextInt(1_000));
        insert.setObject(3, glove.vector(i));
        insert.addBatch();
        if (i % 20_000 == 19_999 || i == rows - 1) {
          insert.executeBatch();
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void build(Connection connection) throws SQLException {
    var threads =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long cpu = threads.getProcessCpuTime();
    long start = System.nanoTime();
    execute(
        connection,
        "CREATE INDEX words_vec ON words USING IVF_RQ (embedding) WITH (metric = 'l2')");
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (threads.getProcessCpuTime() - cpu) / 1e9;
    try (Statement statement = connection.createStatement();
        ResultSet index = statement.executeQuery("SELECT bytes, parameters FROM sys.indexes")) {
      index.next();
      new Table("rows", "seconds", "CPU seconds of the process", "bytes a row", "parameters")
          .row(rows, seconds, cpuSeconds, (double) index.getLong(1) / rows, index.getString(2))
          .print("Building IVF_RQ over " + rows + " GloVe vectors");
    }
  }

  private void targets(Connection connection) throws Exception {
    Table table = new Table("target recall", "recall@10", "queries/s", "least rows given");
    String sql = "SELECT id FROM words ORDER BY embedding <-> ? LIMIT " + K;
    int[][] truth = truth(connection, sql);
    for (String target : new String[] {"0.9", "0.95", "0.98", "0.99", "1"}) {
      execute(connection, "SET target_recall = " + target);
      measure(connection, sql, truth, table, target);
    }
    table.print("Top 10 by L2, one thread, through a PreparedStatement");
  }

  private void filters(Connection connection) throws Exception {
    Table table = new Table("filter", "recall@10", "queries/s", "least rows given");
    execute(connection, "SET target_recall = 0.95");
    for (int part : new int[] {500, 100, 10, 1}) {
      String sql =
          "SELECT id FROM words WHERE part < " + part + " ORDER BY embedding <-> ? LIMIT " + K;
      int[][] truth = truth(connection, sql);
      execute(connection, "SET target_recall = 0.95");
      measure(connection, sql, truth, table, part / 10.0 + " %");
    }
    table.print("Likewise with a random filter, target recall 0.95");
  }

  private int[][] truth(Connection connection, String sql) throws SQLException {
    execute(connection, "SET target_recall = 1");
    int[][] truth = new int[queries][];
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      for (int q = 0; q < queries; q++) {
        truth[q] = search(search, q);
      }
    }
    return truth;
  }

  private void measure(Connection connection, String sql, int[][] truth, Table table, String name)
      throws Exception {
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      double hits = 0;
      double wanted = 0;
      int least = K;
      for (int q = 0; q < queries; q++) {
        int[] found = search(search, q);
        Set<Integer> right = new HashSet<>();
        Arrays.stream(truth[q]).forEach(right::add);
        hits += Arrays.stream(found).filter(right::contains).count();
        wanted += truth[q].length;
        least = Math.min(least, found.length);
      }
      int[] next = {0};
      double micros =
          Stopwatch.time(3 * queries, 2 * queries, () -> search(search, next[0]++ % queries)[0])
              .medianMicros();
      table.row(name, String.format("%.4f", hits / wanted), 1e6 / micros, least);
    }
  }

  private int[] search(PreparedStatement search, int query) throws SQLException {
    search.setObject(1, glove.vector(glove.size() - 1 - query));
    int[] ids = new int[K];
    int count = 0;
    try (ResultSet found = search.executeQuery()) {
      while (found.next()) {
        ids[count++] = found.getInt(1);
      }
    }
    return Arrays.copyOf(ids, count);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
