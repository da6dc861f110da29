package dev.quiver.benchmarks.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;

/**
 * A process that reads whole databases: {@code WholeReader ENGINE}, then a directory a line. It
 * answers with a checksum of all it read, {@code error}, or {@code unchecked} and the class of what
 * was thrown instead of an SQLException.
 */
public final class WholeReader {
  private WholeReader() {}

  public static void main(String[] args) throws IOException {
    Engine engine = Engine.valueOf(args[0]);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(answer(engine, Path.of(line)));
      System.out.flush();
    }
  }

  private static String answer(Engine engine, Path directory) {
    try {
      return read(engine, directory);
    } catch (SQLException e) {
      return "error " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    } catch (RuntimeException | Error e) {
      return "unchecked " + e.getClass().getName();
    }
  }

  /** Every row in order, and some of them again by key. */
  private static String read(Engine engine, Path directory) throws SQLException {
    CRC32 all = new CRC32();
    try (Connection connection = engine.open(directory);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT * FROM t ORDER BY id")) {
        add(all, rows);
      }
      try (PreparedStatement one =
          connection.prepareStatement("SELECT text, id FROM t WHERE id = ?")) {
        for (int id = 0; id < ReliabilityBenchmark.ROWS; id += 97) {
          one.setInt(1, id);
          try (ResultSet rows = one.executeQuery()) {
            add(all, rows);
          }
        }
      }
    }
    return "read " + Long.toHexString(all.getValue());
  }

  private static void add(CRC32 all, ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int c = 1; c <= columns; c++) {
        all.update((rows.getString(c) + "|").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
