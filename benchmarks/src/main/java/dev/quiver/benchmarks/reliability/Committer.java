package dev.quiver.benchmarks.reliability;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A process that says {@code found ROWS GREATEST}, then commits two rows at a time and prints their
 * number, until it is killed: {@code Committer ENGINE DIRECTORY}.
 */
public final class Committer {
  private Committer() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = Engine.valueOf(args[0]).open(Path.of(args[1]));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, text VARCHAR(200))");
      long next = found(statement);
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        for (long commit = next; ; commit++) {
          insert(insert, 2 * commit);
          insert(insert, 2 * commit + 1);
          connection.commit();
          System.out.println(commit);
          System.out.flush();
        }
      }
    }
  }

  private static void insert(PreparedStatement insert, long id) throws SQLException {
    insert.setInt(1, (int) id);
    insert.setString(2, "row " + id + " ".repeat(100));
    insert.executeUpdate();
  }

  /** Says what is there and returns the number of the next commit. */
  private static long found(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT COUNT(*), MAX(id) FROM t")) {
      row.next();
      long rows = row.getLong(1);
      long greatest = rows == 0 ? -1 : row.getLong(2);
      System.out.println("found " + rows + " " + greatest);
      System.out.flush();
      return (greatest + 2) / 2;
    }
  }
}
