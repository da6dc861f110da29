package dev.quiver.driver.crowd;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Two tables whose contents say by themselves whether a snapshot is whole: transfers move money
 * between accounts and note themselves in a journal, in one transaction.
 *
 * <p>So in every snapshot the balances add up to the same sum, each transfer counts at two
 * accounts, and the numbers of each writer's transfers run from 1 without a gap.
 */
final class Ledger {
  static final int ACCOUNTS = 200;
  static final int BALANCE = 1_000;
  static final String CONFLICT = "40001";

  private Ledger() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance BIGINT, changes BIGINT)");
      statement.execute("CREATE TABLE journal (writer VARCHAR, n BIGINT)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO accounts VALUES (?, " + BALANCE + ", 0)")) {
      for (int id = 0; id < ACCOUNTS; id++) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
