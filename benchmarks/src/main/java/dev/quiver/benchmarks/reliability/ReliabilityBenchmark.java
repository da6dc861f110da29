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
 * The same kills and the same damage for each engine, printed as one table: {@code
 * ReliabilityBenchmark SCRATCH [KILLS [FLIPS]]}.
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
