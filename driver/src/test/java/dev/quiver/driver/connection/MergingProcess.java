package dev.quiver.driver.connection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A process of its own that merges the same keys as others: {@code URL NAME KEYS BATCH}. */
final class MergingProcess {
  private MergingProcess() {}

  public static void main(String[] args) throws SQLException {
    int keys = Integer.parseInt(args[2]);
    int batch = Integer.parseInt(args[3]);
    try (Connection connection = DriverManager.getConnection(args[0]);
        PreparedStatement merge =
            connection.prepareStatement(
                "MERGE INTO t USING (VALUES (?, ?)) AS s (id, writer) ON t.id = s.id"
                    + " WHEN MATCHED THEN UPDATE SET writer = s.writer, times = t.times + 1"
                    + " WHEN NOT MATCHED THEN INSERT (id, writer, times) VALUES (s.id, s.writer, 1)");
        PreparedStatement upsert =
            connection.prepareStatement(
                "INSERT INTO t (id, writer, times) VALUES (?, ?, 1)"
                    + " ON CONFLICT (id) DO UPDATE SET writer = EXCLUDED.writer, times = t.times + 1")) {
      for (int from = 0; from < keys; from += batch) {
        PreparedStatement statement = from / batch % 2 == 0 ? merge : upsert;
        for (int key = from; key < Math.min(keys, from + batch); key++) {
          statement.setInt(1, key);
          statement.setString(2, args[1]);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }
}
