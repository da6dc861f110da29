package dev.quiver.benchmarks.reliability;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A process that makes a table, commits so many times two rows, deletes nothing, closes the
 * database and ends: {@code TracedCommitter ENGINE DIRECTORY COMMITS}.
 *
 * <p>It says {@code ack 0} once the table is there and {@code ack N} after commit N.
 */
public final class TracedCommitter {
  private static final String CREATE = "CREATE TABLE t (id INTEGER PRIMARY KEY, text VARCHAR(200))";

  private TracedCommitter() {}

  public static void main(String[] args) throws SQLException {
    int commits = Integer.parseInt(args[2]);
    try (Connection connection = Engine.valueOf(args[0]).open(Path.of(args[1]))) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(CREATE);
      }
      say(0);
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        for (int commit = 1; commit <= commits; commit++) {
          insert(insert, 2 * commit - 2);
          insert(insert, 2 * commit - 1);
          connection.commit();
          say(commit);
        }
      }
    }
  }

  static void insert(PreparedStatement insert, int id) throws SQLException {
    insert.setInt(1, id);
    insert.setString(2, text(id));
    insert.executeUpdate();
  }

  static String text(int id) {
    return "row " + id + " ".repeat(100);
  }

  private static void say(int commit) {
    System.out.println("ack " + commit);
    System.out.flush();
  }
}
