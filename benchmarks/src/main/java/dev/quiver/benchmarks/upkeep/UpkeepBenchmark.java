package dev.quiver.benchmarks.upkeep;

import dev.quiver.benchmarks.report.Space;
import dev.quiver.benchmarks.report.Table;
import java.nio.file.Path;

/**
 * A hundred thousand INSERTs of one row, each a commit, with compaction in the background as by
 * default, beside the same rows loaded at once: queries by turns, and space before and after
 * VACUUM. Both must give the same answers.
 */
public final class UpkeepBenchmark {
  private static final int WARM_UP = 200;
  private static final int RUNS = 200;

  private final int rows;
  private final LoadedRows small;
  private final LoadedRows whole;
  private final Path directory;

  private UpkeepBenchmark(Path directory, int rows) throws Exception {
    this.directory = directory;
    this.rows = rows;
    this.small = new LoadedRows(directory.resolve("small"), rows);
    this.whole = new LoadedRows(directory.resolve("whole"), rows);
  }

  /**
   * @param args an empty directory, then maybe the number of rows
   */
  public static void main(String[] args) throws Exception {
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    new UpkeepBenchmark(Path.of(args[0]), rows).run();
  }

  private void run() throws Exception {
    try (small;
        whole) {
      double atOnce = seconds(whole::insertAtOnce);
      double oneByOne = seconds(small::insertOneByOne);
      System.out.printf(
          "%d rows: at once %.1f s, one by one %.1f s (%.2f ms each)%n",
          rows, atOnce, oneByOne, oneByOne * 1e3 / rows);
      queries("right after the last INSERT, " + small.fragments() + " fragments");
      double settling = seconds(small::awaitUpkeep);
      queries(
          String.format("%.0f s later, upkeep done, %d fragments", settling, small.fragments()));
      Table space = new Table("", "versions", "files", "MB", "times the rows loaded at once");
      space("before VACUUM", space);
      double vacuum = seconds(small::vacuum);
      whole.vacuum();
      space(String.format("after VACUUM (%.1f s)", vacuum), space);
      space.row("LanceDB 0.37.1 (measured elsewhere: 11 MB live)", 28, 120, 48.0, 48 / 11.0);
      space.print("Space (goal after VACUUM: 1.5)");
      queries("after VACUUM, " + small.fragments() + " fragments");
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Both tables by turns, so that the machine's moods meet both. */
  private void queries(String when) throws Exception {
    Table table = new Table("", "loaded at once, us", "one by one, us", "ratio (goal: 2)");
    double[][] point = new double[2][RUNS];
    double[][] nearest = new double[2][RUNS];
    for (int i = -WARM_UP; i < RUNS; i++) {
      int number = (int) ((i + WARM_UP) * 7_919L % rows);
      LoadedRows[] turn =
          i % 2 == 0 ? new LoadedRows[] {whole, small} : new LoadedRows[] {small, whole};
      long[] found = new long[2];
      for (LoadedRows loaded : turn) {
        int which = loaded == whole ? 0 : 1;
        long start = System.nanoTime();
        loaded.point(number);
        long middle = System.nanoTime();
        found[which] = loaded.nearest(number);
        if (i >= 0) {
          point[which][i] = (middle - start) / 1e3;
          nearest[which][i] = (System.nanoTime() - middle) / 1e3;
        }
      }
      if (found[0] != found[1]) {
        throw new IllegalStateException("the nearest of row " + number + " differ");
      }
    }
    row(table, "one row by its key", point);
    row(table, "the ten nearest, exact", nearest);
    table.print("Queries " + when + ", medians of " + RUNS);
  }

  private static void row(Table table, String what, double[][] micros) {
    double[] medians = new double[2];
    for (int i = 0; i < 2; i++) {
      java.util.Arrays.sort(micros[i]);
      medians[i] = micros[i][RUNS / 2];
    }
    table.row(what, medians[0], medians[1], medians[1] / medians[0]);
  }

  private void space(String when, Table table) throws Exception {
    Space one = Space.of(directory.resolve("small"), path -> true);
    Space other = Space.of(directory.resolve("whole"), path -> true);
    table.row(
        "one by one, " + when,
        small.versions(),
        one.files(),
        one.megabytes(),
        (double) one.bytes() / other.bytes());
    table.row("at once, " + when, whole.versions(), other.files(), other.megabytes(), 1.0);
  }
}
