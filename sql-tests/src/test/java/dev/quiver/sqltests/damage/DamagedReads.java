package dev.quiver.sqltests.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A process of small memory that reads files with ever other damage through JDBC: {@code
 * DamagedReads DIRECTORY MUTATIONS SEED FAULTY FILE…}. It says {@code at FILE N} before it reads
 * the damage of that number, {@code bad FILE N …} when what came of it was neither rows nor one
 * clear error, and {@code done FILE REFUSED SECONDS} after each file.
 */
final class DamagedReads {
  /** Of so many reads one is a COPY into a table of the undamaged file's columns. */
  private static final int READS_OF_A_COPY = 5;

  /** Old versions are kept in memory, as all of that database. */
  private static final int READS_OF_A_VACUUM = 500;

  private final Path file;
  private final String name;
  private final byte[] good;
  private final boolean faulty;

  private DamagedReads(Path good, Path directory, boolean faulty) throws IOException {
    this.name = good.getFileName().toString();
    this.file = directory.resolve("bad" + name.substring(name.lastIndexOf('.')));
    this.good = Files.readAllBytes(good);
    this.faulty = faulty;
  }

  public static void main(String[] args) throws IOException, SQLException {
    Path directory = Path.of(args[0]);
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:mem:reads");
        Statement statement = connection.createStatement()) {
      for (String good : Arrays.asList(args).subList(4, args.length)) {
        new DamagedReads(Path.of(good), directory, Boolean.parseBoolean(args[3]))
            .run(statement, Integer.parseInt(args[1]), Long.parseLong(args[2]));
      }
    }
  }

  private void run(Statement statement, int mutations, long seed) throws IOException, SQLException {
    Files.write(file, good);
    statement.execute("CREATE OR REPLACE TABLE t AS SELECT * FROM " + function());
    statement.execute("TRUNCATE TABLE t");
    long start = System.nanoTime();
    int refused = 0;
    for (int i = 0; i < mutations; i++) {
      WatchedProcess.say("at " + name + " " + i);
      Files.write(file, Mutation.of(good, new Random(seed * 1_000_003 + i)));
      String wrong = "";
      try {
        read(statement, i);
      } catch (SQLException e) {
        refused++;
        wrong = unclear(e);
      } catch (RuntimeException | Error e) {
        wrong = e.toString();
      }
      if (!wrong.isEmpty()) {
        WatchedProcess.say("bad " + name + " " + i + " " + wrong);
      }
    }
    WatchedProcess.say(
        "done " + name + " " + refused + " " + (System.nanoTime() - start) / 1_000_000_000);
  }

  private String function() {
    String format =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "csv" -> "CSV";
          case "jsonl" -> "JSON";
          case "parquet" -> "PARQUET";
          default -> "ARROW";
        };
    return "READ_" + format + "('" + file + "')";
  }

  private void read(Statement statement, int number) throws SQLException {
    if (faulty) {
      misbehave(number);
    }
    if (number % READS_OF_A_COPY == 0) {
      statement.execute("COPY t FROM '" + file + "'");
      statement.execute("TRUNCATE TABLE t");
      if (number % READS_OF_A_VACUUM == 0) {
        statement.execute("VACUUM DATABASE RETAIN 1 VERSIONS");
      }
      return;
    }
    try (ResultSet rows = statement.executeQuery("SELECT * FROM " + function())) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int c = 1; c <= columns; c++) {
          rows.getObject(c);
        }
      }
    }
  }

  /** What is wrong with an error; empty if it is of the file and says so. */
  private String unclear(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    boolean isInternal = state.equals("XX000") || state.startsWith("53");
    boolean isNamed = String.valueOf(e.getMessage()).contains(file.getFileName().toString());
    return isInternal || !isNamed ? state + " " + e : "";
  }

  /** Planted: an unchecked exception, an error without a name, no end of memory, no end. */
  private void misbehave(int number) throws SQLException {
    switch (number) {
      case 0 -> throw new ArrayIndexOutOfBoundsException("planted");
      case 1 -> throw new SQLException("something is wrong", "22000");
      case 2 -> {
        List<byte[]> all = new ArrayList<>();
        while (all.size() >= 0) {
          all.add(new byte[1 << 20]);
        }
      }
      default -> {
        while (faulty) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
