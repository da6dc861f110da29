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

/**
 * A process that opens what power cuts left: {@code CutReader ENGINE}, then a directory a line. It
 * answers {@code commits N} if the rows of the first N commits are there, once, and another commit
 * works; {@code no table} if there is none, so that not even its making is there; {@code wrong} and
 * what is there otherwise; {@code error} if the database refuses.
 */
public final class CutReader {
  static final String NO_TABLE = "no table";

  private CutReader() {}

  public static void main(String[] args) throws IOException {
    Engine engine = Engine.valueOf(args[0]);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(answer(engine, Path.of(line)).replaceAll("\\s+", " "));
      System.out.flush();
    }
  }

  private static String answer(Engine engine, Path directory) {
    try (Connection connection = engine.open(directory);
        Statement statement = connection.createStatement()) {
      if (!hasTable(connection)) {
        return NO_TABLE;
      }
      int rows = rows(statement);
      if (rows < 0 || rows % 2 != 0) {
        return "wrong " + rows;
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        TracedCommitter.insert(insert, rows);
        TracedCommitter.insert(insert, rows + 1);
        connection.commit();
      }
      int after = rows(statement);
      return after == rows + 2 ? "commits " + rows / 2 : "wrong " + rows + " then " + after;
    } catch (SQLException | RuntimeException | Error e) {
      return "error " + e;
    }
  }

  private static boolean hasTable(Connection connection) throws SQLException {
    boolean found = false;
    try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
      while (tables.next()) {
        found |= tables.getString("TABLE_NAME").equalsIgnoreCase("t");
      }
    }
    return found;
  }

  /** How many there are; negative if one is missing before the last, is another, or is double. */
  private static int rows(Statement statement) throws SQLException {
    int count = 0;
    try (ResultSet rows = statement.executeQuery("SELECT id, text FROM t ORDER BY id")) {
      while (rows.next()) {
        if (rows.getInt(1) != count || !TracedCommitter.text(count).equals(rows.getString(2))) {
          return -1 - count;
        }
        count++;
      }
    }
    return count;
  }
}
