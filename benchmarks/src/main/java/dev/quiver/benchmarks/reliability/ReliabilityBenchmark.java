package dev.quiver.benchmarks.reliability;

import dev.quiver.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * The same power cuts, kills and damage for each engine, printed as tables: {@code
 * ReliabilityBenchmark SCRATCH [KILLS [FLIPS [STATES]]]}, where STATES are those after power cuts
 * for one engine on one kind of file system.
 */
public final class ReliabilityBenchmark {
  static final int ROWS = 2_000;
  private static final int BATCH = 200;
  private static final long SEED = 1;

  private ReliabilityBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    Path scratch = Path.of(args[0]);
    int kills = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    int flips = args.length > 2 ? Integer.parseInt(args[2]) : 500;
    int states = args.length > 3 ? Integer.parseInt(args[3]) : 400;
    cutPower(scratch, states);
    killAndDamage(scratch, kills, flips);
  }

  private static void cutPower(Path scratch, int states) throws IOException, InterruptedException {
    if (!PowerCuts.arePossible()) {
      System.out.println("No power cuts: there is no strace that may trace.");
      return;
    }
    Table table = new Table("engine", "on a journalling file system", "with what POSIX promises");
    for (Engine engine : Engine.values()) {
      try (PowerCuts cuts = new PowerCuts(engine, scratch)) {
        PowerCuts.Found journal = cuts.cut(PlatterModel.JOURNAL, states, SEED);
        PowerCuts.Found posix = cuts.cut(PlatterModel.POSIX, states, SEED);
        String unseen = cuts.mapped().isEmpty() ? "" : " (but for " + cuts.mapped() + ")";
        table.row(engine.title() + unseen, journal, posix);
        if (engine == Engine.QUIVER) {
          table.row(
              "Quiver, forces left out",
              plant(cuts, PlatterModel.JOURNAL, states),
              plant(cuts, PlatterModel.POSIX, states));
        }
      }
      System.err.println(engine.title() + " cut");
    }
    table.print("After power cuts: moments / states / **lost** / wrong / not opened");
  }

  /** A process that forces nothing must be seen to lose something, or nothing is seen at all. */
  private static PowerCuts.Found plant(PowerCuts cuts, PlatterModel model, int states)
      throws IOException, InterruptedException {
    PowerCuts.Found found = cuts.cutWithoutForces(model, states / 4, SEED);
    if (found.isClean()) {
      throw new IllegalStateException("forces were left out, and nothing was lost: " + found);
    }
    return found;
  }

  private static void killAndDamage(Path scratch, int kills, int flips)
      throws IOException, InterruptedException, SQLException {
    Table table =
        new Table(
            "engine",
            "kills: commits reported",
            "did not open",
            "lost commits",
            "half commits",
            flips + " bits flipped: right / error / **wrong** / crash",
            flips / 2 + " cuts: right / error / **wrong** / crash");
    for (Engine engine : Engine.values()) {
      Kills.Found found = new Kills(engine, scratch, SEED).run(kills);
      try (Damage damage = new Damage(engine, filled(engine, scratch), scratch, SEED)) {
        table.row(
            engine.title(),
            found.commits(),
            found.unopened(),
            found.lost(),
            found.halves(),
            damage.flips(flips),
            damage.truncations(flips / 2));
      }
      System.err.println(engine.title() + " done");
    }
    table.print("After " + kills + " kills, and after damage to one place of " + ROWS + " rows");
  }

  /** A closed database of rows that came in ten transactions. */
  private static Path filled(Engine engine, Path scratch) throws IOException, SQLException {
    Path directory = Files.createTempDirectory(scratch, "good");
    Random random = new Random(SEED);
    try (Connection connection = engine.open(directory);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id INTEGER PRIMARY KEY, text VARCHAR(200), x DOUBLE PRECISION)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
        for (int id = 0; id < ROWS; id++) {
          insert.setInt(1, id);
          insert.setString(2, "text " + Long.toString(random.nextLong(), 36) + id);
          insert.setDouble(3, random.nextDouble());
          insert.addBatch();
          if (id % BATCH == BATCH - 1) {
            insert.executeBatch();
            connection.commit();
          }
        }
      }
    }
    return directory;
  }
}
