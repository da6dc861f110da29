package dev.quiver.driver.connection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A process of its own that reads a database through a connection: {@code URL}. */
final class ReadingProcess {
  private ReadingProcess() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection(args[0]);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t WHERE id > 1")) {
        rows.next();
        System.out.println("read " + rows.getLong(1));
      }
      try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t AS OF VERSION 1")) {
        rows.next();
        System.out.println("read " + rows.getLong(1));
      }
      try {
        statement.executeUpdate("INSERT INTO t VALUES (9)");
      } catch (SQLException refused) {
        System.out.println(refused.getSQLState());
      }
    }
  }
}
