package dev.quiver.driver.crowd;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Moves money between random accounts, each transfer until it is committed. */
record TransferringThread(Connection connection, String writer, Fault fault, Progress progress) {

  void run(BooleanSupplier going) throws SQLException {
    Random random = new Random(writer.hashCode());
    connection.setAutoCommit(false);
    try (PreparedStatement change =
            connection.prepareStatement(
                "UPDATE accounts SET balance = balance + ?, changes = changes + 1 WHERE id = ?");
        PreparedStatement note =
            connection.prepareStatement("INSERT INTO journal VALUES ('" + writer + "', ?)")) {
      while (going.getAsBoolean()) {
        int from = random.nextInt(Ledger.ACCOUNTS);
        int to = (from + 1 + random.nextInt(Ledger.ACCOUNTS - 1)) % Ledger.ACCOUNTS;
        transfer(change, note, new int[] {from, to}, 1 + random.nextInt(100));
      }
    }
  }

  private void transfer(PreparedStatement change, PreparedStatement note, int[] accounts, int money)
      throws SQLException {
    long number = progress.acknowledged.get() + 1;
    try {
      change(change, accounts[0], -money);
      if (fault == Fault.TORN_TRANSFER) {
        connection.commit();
      }
      change(change, accounts[1], money);
      note.setLong(1, number);
      note.executeUpdate();
      if (fault == Fault.EARLY_ACKNOWLEDGEMENT) {
        progress.acknowledged.set(number);
      }
      connection.commit();
      progress.acknowledged.set(number);
    } catch (SQLException e) {
      connection.rollback();
      if (!Ledger.CONFLICT.equals(e.getSQLState())) {
        throw e;
      }
      progress.conflicts.incrementAndGet();
    }
  }

  private static void change(PreparedStatement change, int account, int money) throws SQLException {
    change.setInt(1, money);
    change.setInt(2, account);
    if (change.executeUpdate() != 1) {
      throw new SQLException("account " + account + " is not there");
    }
  }
}
