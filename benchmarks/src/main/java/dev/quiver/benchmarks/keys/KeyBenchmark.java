package dev.quiver.benchmarks.keys;

import dev.quiver.benchmarks.report.Stopwatch;
import dev.quiver.benchmarks.report.Table;
import dev.quiver.planner.PreparedSql;
import java.nio.file.Path;

/**
 * What statements by key cost on a table of a million rows or more, whose keys are random so that
 * statistics rule nothing out: with key files and, by turns, without. Both tables must give the
 * same answers.
 */
public final class KeyBenchmark {
  private static final int FRAGMENTS = 4;
  private static final int MAX_FRAGMENT = 1 << 20;
  private static final int RUNS = 60;

  private final Path directory;
  private final int rows;
  private int fresh;

  private KeyBenchmark(Path directory, int rows) {
    this.directory = directory;
    this.rows = rows;
    this.fresh = rows;
  }

  /**
   * @param args an empty directory, then maybe the number of rows
   */
  public static void main(String[] args) throws Exception {
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    new KeyBenchmark(Path.of(args[0]), rows).run();
  }

  private KeyedTable open(boolean keyFiles) {
    return new KeyedTable(directory.resolve(keyFiles ? "with" : "without"), keyFiles);
  }

  private void run() throws Exception {
    int batch = Math.min(MAX_FRAGMENT, (rows + FRAGMENTS - 1) / FRAGMENTS);
    Table loading = new Table("", "with key files, ms", "without, ms", "without / with");
    try (KeyedTable with = open(true);
        KeyedTable without = open(false)) {
      double[] millis = load(new KeyedTable[] {with, without}, batch);
      loading.row("load", millis[0], millis[1], millis[1] / millis[0]);
    }
    try (KeyedTable with = open(true);
        KeyedTable without = open(false)) {
      String first = "INSERT INTO t VALUES (?, 0, 'first')";
      long key = KeyedTable.key(fresh++);
      double[] millis = {millis(() -> with.run(first, key)), millis(() -> without.run(first, key))};
      loading.row("first INSERT after opening", millis[0], millis[1], millis[1] / millis[0]);
      loading.print(rows + " rows of random keys in " + (rows + batch - 1) / batch + " fragments");
      statements(with, without);
      check(with, without);
    }
  }

  /** Loads both by turns; who comes first changes too. */
  private double[] load(KeyedTable[] tables, int batch) {
    double[] millis = new double[tables.length];
    for (KeyedTable table : tables) {
      table.create();
    }
    for (int from = 0; from < rows; from += batch) {
      for (int turn = 0; turn < tables.length; turn++) {
        int i = (turn + from / batch) % tables.length;
        int first = from;
        millis[i] += millis(() -> tables[i].load(first, Math.min(rows, first + batch)));
      }
    }
    return millis;
  }

  private static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private void statements(KeyedTable with, KeyedTable without) throws Exception {
    Table table = new Table("statement", "with key files, µs", "without, µs", "without / with");
    measure(table, "SELECT n FROM t WHERE id = ?", false, with, without);
    measure(table, "SELECT n FROM t WHERE id = ?", true, with, without);
    measure(table, "INSERT INTO t VALUES (?, 1, 'new')", true, with, without);
    measure(
        table,
        "INSERT INTO t VALUES (?, 1, 'again') ON CONFLICT (id) DO UPDATE SET n = t.n + 1",
        false,
        with,
        without);
    measure(
        table,
        "MERGE INTO t USING (VALUES (?)) AS s (id) ON t.id = s.id WHEN MATCHED THEN UPDATE SET n ="
            + " t.n + 1 WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.id, 1)",
        true,
        with,
        without);
    measure(table, "UPDATE t SET n = n + 1 WHERE id = ?", false, with, without);
    measure(table, "DELETE FROM t WHERE id = ?", false, with, without);
    table.print("Statements by key, medians of " + RUNS);
  }

  /** Runs a statement on both tables by turns. */
  private void measure(
      Table table, String sql, boolean newKeys, KeyedTable with, KeyedTable without)
      throws Exception {
    PreparedSql[] statements = {with.prepare(sql), without.prepare(sql)};
    int start = newKeys ? fresh : 1 + fresh % 1_000;
    int step = newKeys ? 1 : rows / (2 * RUNS) - 1;
    fresh += newKeys ? 2 * RUNS : 1;
    double[] micros = {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int half = 0; half < 2; half++) {
      for (int i = 0; i < 2; i++) {
        PreparedSql statement = statements[i];
        int[] number = {start + half * RUNS * step};
        double median =
            Stopwatch.time(
                    0,
                    RUNS,
                    () -> {
                      long key = KeyedTable.key(number[0]);
                      number[0] += step;
                      return KeyedTable.run(statement, key);
                    })
                .medianMicros();
        micros[i] = Math.min(micros[i], median);
      }
    }
    String what = newKeys ? " (new keys)" : " (keys that are there)";
    table.row(sql + what, micros[0], micros[1], micros[1] / micros[0]);
  }

  private static void check(KeyedTable with, KeyedTable without) {
    for (String sql :
        new String[] {
          "SELECT COUNT(*) FROM t", "SELECT SUM(n) FROM t", "SELECT SUM(MOD(id, 1000)) FROM t"
        }) {
      long one = with.run(sql);
      if (one != without.run(sql)) {
        throw new IllegalStateException(sql + " differs");
      }
      System.out.println(sql + ": " + one + " in both");
    }
  }
}
