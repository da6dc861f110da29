package dev.quiver.driver.crowd;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Reads the ledger over and over, all of it in one snapshot, and compares it with what must be so
 * in each, and with what was read before.
 */
final class ReadingThread {
  private final Connection connection;
  private final String writer;
  private final Progress progress;
  private final Map<String, Long> seen = new HashMap<>();
  private long version;

  /**
   * @param writer of this process, what it has acknowledged must be read
   */
  ReadingThread(Connection connection, String writer, Progress progress) {
    this.connection = connection;
    this.writer = writer;
    this.progress = progress;
  }

  void run(BooleanSupplier going) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement accounts =
            connection.prepareStatement(
                "SELECT COUNT(*), SUM(balance), SUM(changes), COUNT(DISTINCT id) FROM accounts");
        PreparedStatement journal =
            connection.prepareStatement(
                "SELECT writer, COUNT(*), MIN(n), MAX(n), COUNT(DISTINCT n) FROM journal"
                    + " GROUP BY writer");
        PreparedStatement versions =
            connection.prepareStatement(
                "SELECT MAX(version) FROM sys.versions WHERE table_name LIKE '%accounts'")) {
      while (going.getAsBoolean()) {
        long start = System.nanoTime();
        long acknowledged = progress.acknowledged.get();
        long changes = changes(accounts);
        long transfers = transfers(journal);
        require(
            changes == 2 * transfers, transfers + " transfers changed " + changes + " accounts");
        long own = seen.getOrDefault(writer, 0L);
        require(own >= acknowledged, "transfer " + acknowledged + " was acknowledged, not " + own);
        long now = row(versions, 1)[0];
        require(now >= version, "version " + now + " came after " + version);
        version = now;
        connection.commit();
        progress.reads.incrementAndGet();
        progress.longestRead.accumulateAndGet(System.nanoTime() - start, Math::max);
      }
    }
  }

  private static long changes(PreparedStatement accounts) throws SQLException {
    long[] row = row(accounts, 4);
    require(row[0] == Ledger.ACCOUNTS, row[0] + " accounts");
    require(row[3] == Ledger.ACCOUNTS, row[3] + " different accounts");
    long sum = (long) Ledger.ACCOUNTS * Ledger.BALANCE;
    require(row[1] == sum, "the balances add up to " + row[1] + " instead of " + sum);
    return row[2];
  }

  private long transfers(PreparedStatement journal) throws SQLException {
    long transfers = 0;
    try (ResultSet rows = journal.executeQuery()) {
      while (rows.next()) {
        String of = rows.getString(1);
        long count = rows.getLong(2);
        long last = rows.getLong(4);
        require(
            rows.getLong(3) == 1 && last == count && rows.getLong(5) == count,
            count + " transfers of " + of + " up to number " + last);
        long before = seen.getOrDefault(of, 0L);
        require(last >= before, of + " had " + before + " transfers and has " + last);
        seen.put(of, last);
        transfers += count;
      }
    }
    return transfers;
  }

  private static long[] row(PreparedStatement statement, int columns) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      long[] row = new long[columns];
      for (int i = 0; i < columns; i++) {
        row[i] = rows.getLong(i + 1);
      }
      return row;
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
