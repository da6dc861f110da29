package dev.quiver.sqltests.damage;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A statement, and how its answer is told. */
record Question(String name, String sql) {
  static Question of(String name, String sql) {
    return new Question(name, sql);
  }

  boolean isCheck() {
    return sql.startsWith("CHECK");
  }

  /** Its rows, sorted, or the state of the error that is the right answer: a key that is taken. */
  List<String> ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return List.of(statement.getUpdateCount() + " rows");
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
      rows.sort(null);
      return rows;
    } catch (SQLException e) {
      if ("23505".equals(e.getSQLState())) {
        return List.of(e.getMessage());
      }
      throw e;
    }
  }

  private static String row(ResultSet result) throws SQLException {
    Object[] cells = new Object[result.getMetaData().getColumnCount()];
    for (int c = 0; c < cells.length; c++) {
      Object cell = result.getObject(c + 1);
      if (cell instanceof Blob blob) {
        cells[c] = blob.getBytes(1, (int) blob.length());
      } else {
        cells[c] = cell instanceof Array array ? array.getArray() : cell;
      }
    }
    return Arrays.deepToString(cells);
  }
}
