package dev.quiver.benchmarks.join;

import dev.quiver.benchmarks.report.Table;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A thousand queries as one k-NN join (LATERAL) against the same as a thousand runs of a
 * PreparedStatement, in turns in one process: elapsed time, and processor time, which tells what
 * one core would take.
 *
 * <p>Vectors are a mixture of Gaussians. Every answer is compared with the exact one.
 */
public final class JoinBenchmark {
  private static final int DIMENSION = 100;
  private static final int QUERIES = 1_000;
  private static final int K = 10;

  /** Short searches are repeated for so long: both ways have to be compiled. */
  private static final long LEAST_NANOS = 10_000_000_000L;

  private final int rows;
  private final int rounds;
  private final float[][] queries = new float[QUERIES][];

  /** What a way of asking took and gave. */
  private record Run(double millis, double cpuMillis, Map<Integer, Set<Integer>> answers) {}

  private interface Way {
    Map<Integer, Set<Integer>> ask() throws SQLException;
  }

  private JoinBenchmark(boolean quick) {
    this.rows = quick ? 20_000 : 200_000;
    this.rounds = quick ? 3 : 5;
  }

  /**
   * @param args maybe {@code --quick}
   */
  public static void main(String[] args) throws SQLException {
    JoinBenchmark benchmark = new JoinBenchmark(Arrays.asList(args).contains("--quick"));
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:mem:join")) {
      benchmark.load(connection);
      Table table =
          new Table(
              "search",
              "one by one, ms",
              "at once, ms",
              "times faster",
              "in processor time",
              "recall one by one",
              "recall at once");
      benchmark.measure(connection, "exact", "TRUE", table);
      benchmark.measure(connection, "exact, a tenth of the rows", "part < 100", table);
      execute(connection, "CREATE INDEX i ON docs USING IVF_RQ (v) WITH (metric = 'l2')");
      benchmark.measure(connection, "IVF_RQ, recall 0.95", "TRUE", table);
      benchmark.measure(connection, "IVF_RQ, half of the rows", "part < 500", table);
      table.print(
          QUERIES + " queries, top " + K + " of " + benchmark.rows + " x " + DIMENSION + " by L2");
    }
  }

  private void load(Connection connection) throws SQLException {
    Random random = new Random(1);
    float[][] centres = new float[300][DIMENSION];
    for (float[] centre : centres) {
      for (int i = 0; i < DIMENSION; i++) {
        centre[i] = (float) random.nextGaussian() * 2;
      }
    }
    execute(connection, "CREATE TABLE docs (id INTEGER, part INTEGER, v VECTOR(100))");
    execute(connection, "CREATE TABLE queries (qid INTEGER, v VECTOR(100))");
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO docs VALUES (?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setInt(1, i);
        insert.setInt(2, random.nextInt(1_000));
        insert.setObject(3, near(centres, random));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO queries VALUES (?, ?)")) {
      for (int i = 0; i < QUERIES; i++) {
        queries[i] = near(centres, random);
        insert.setInt(1, i);
        insert.setObject(2, queries[i]);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static float[] near(float[][] centres, Random random) {
    float[] vector = centres[random.nextInt(centres.length)].clone();
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] += (float) random.nextGaussian();
    }
    return vector;
  }

  private void measure(Connection connection, String search, String filter, Table table)
      throws SQLException {
    execute(connection, "SET target_recall = 1");
    Map<Integer, Set<Integer>> truth = oneByOne(connection, filter);
    execute(connection, "SET target_recall = 0.95");
    Run slow = run(() -> oneByOne(connection, filter));
    Run fast = run(() -> atOnce(connection, filter));
    long end = System.nanoTime() + LEAST_NANOS;
    for (int round = 1; round < rounds || System.nanoTime() < end; round++) {
      slow = better(slow, run(() -> oneByOne(connection, filter)));
      fast = better(fast, run(() -> atOnce(connection, filter)));
    }
    table.row(
        search,
        slow.millis,
        fast.millis,
        slow.millis / fast.millis,
        slow.cpuMillis / fast.cpuMillis,
        recall(slow.answers, truth),
        recall(fast.answers, truth));
  }

  private static Run better(Run a, Run b) {
    return new Run(Math.min(a.millis, b.millis), Math.min(a.cpuMillis, b.cpuMillis), b.answers);
  }

  private static Run run(Way way) throws SQLException {
    var process =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    Map<Integer, Set<Integer>> answers = way.ask();
    return new Run(
        (System.nanoTime() - start) / 1e6, (process.getProcessCpuTime() - cpu) / 1e6, answers);
  }

  private Map<Integer, Set<Integer>> oneByOne(Connection connection, String filter)
      throws SQLException {
    Map<Integer, Set<Integer>> answers = new HashMap<>();
    try (PreparedStatement search =
        connection.prepareStatement(
            "SELECT id FROM docs WHERE " + filter + " ORDER BY v <-> ? LIMIT " + K)) {
      for (int q = 0; q < QUERIES; q++) {
        search.setObject(1, queries[q]);
        try (ResultSet found = search.executeQuery()) {
          while (found.next()) {
            answers.computeIfAbsent(q, n -> new HashSet<>()).add(found.getInt(1));
          }
        }
      }
    }
    return answers;
  }

  private static Map<Integer, Set<Integer>> atOnce(Connection connection, String filter)
      throws SQLException {
    Map<Integer, Set<Integer>> answers = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT q.qid, n.id FROM queries q, LATERAL (SELECT id FROM docs WHERE "
                    + filter
                    + " ORDER BY v <-> q.v LIMIT "
                    + K
                    + ") n")) {
      while (found.next()) {
        answers.computeIfAbsent(found.getInt(1), n -> new HashSet<>()).add(found.getInt(2));
      }
    }
    return answers;
  }

  private static double recall(Map<Integer, Set<Integer>> found, Map<Integer, Set<Integer>> truth) {
    long hits = 0;
    long wanted = 0;
    for (Map.Entry<Integer, Set<Integer>> entry : truth.entrySet()) {
      Set<Integer> given = found.getOrDefault(entry.getKey(), Set.of());
      wanted += entry.getValue().size();
      hits += entry.getValue().stream().filter(given::contains).count();
    }
    return (double) hits / wanted;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
