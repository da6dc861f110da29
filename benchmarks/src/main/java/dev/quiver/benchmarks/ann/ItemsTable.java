package dev.quiver.benchmarks.ann;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

/**
 * The table {@code items} of a database: id, the numbers that filters ask for, and the vector.
 *
 * @param parameter how a vector's parameter is written
 * @param value what it is given
 * @param batch rows sent at once
 */
record ItemsTable(String parameter, Function<float[], Object> value, int batch) {
  /** Makes the table and fills it, in one transaction. */
  void load(Connection connection, SearchSet set) throws SQLException {
    execute(
        connection,
        "CREATE TABLE items (id integer, part integer, half integer, v vector("
            + set.dimension()
            + "))");
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO items VALUES (?, ?, ?, " + parameter + ")")) {
      for (int i = 0; i < set.rows().length; i++) {
        insert.setInt(1, i);
        insert.setInt(2, set.parts()[i]);
        insert.setInt(3, set.halves()[i]);
        insert.setObject(4, value.apply(set.rows()[i]));
        insert.addBatch();
        if (i % batch == batch - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
