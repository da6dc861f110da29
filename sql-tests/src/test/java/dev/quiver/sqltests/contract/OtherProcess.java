package dev.quiver.sqltests.contract;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process of its own that runs one statement: arguments URL and SQL. */
final class OtherProcess {
  private OtherProcess() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.execute(arguments[1]);
    }
  }
}
