package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A connection with the short ways in which the tests of the contract ask it. */
final class Sql implements AutoCloseable {
  private final Connection connection;
  private boolean isDamaged;

  private Sql(Connection connection) {
    this.connection = connection;
  }

  static Sql open(String url) throws SQLException {
    return new Sql(DriverManager.getConnection(url));
  }

  /** A private database in memory. */
  static Sql inMemory() throws SQLException {
    return open("jdbc:quiver:");
  }

  Connection connection() {
    return connection;
  }

  /** Runs statements one after the other; gives the last one's update count. */
  int run(String... statements) throws SQLException {
    int count = 0;
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
        count = statement.getUpdateCount();
      }
    }
    return count;
  }

  int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Each row's cells as text, separated by a bar; NULL is {@code NULL}. */
  List<String> rows(String sql, Object... values) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet result = statement.executeQuery()) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= columns; i++) {
          String cell = result.getString(i);
          row.add(cell == null ? "NULL" : cell);
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  /** The first column of the only row, as {@code getObject} gives it. */
  Object value(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet result = statement.executeQuery()) {
      assertThat(result.next()).as("%s gives a row", sql).isTrue();
      Object value = result.getObject(1);
      assertThat(result.next()).as("%s gives a second row", sql).isFalse();
      return value;
    }
  }

  /** The lines of a plan. */
  String explain(String query, Object... values) throws SQLException {
    return String.join("\n", rows("EXPLAIN PLAN FOR " + query, values));
  }

  /**
   * Sees a statement fail with an SQLSTATE and a message that names things, with a vendor code, and
   * the connection still at work afterwards.
   */
  SQLException refuses(String sql, String sqlState, String... named) throws SQLException {
    return refuses(sql, new Object[0], sqlState, named);
  }

  SQLException refuses(String sql, Object[] values, String sqlState, String... named)
      throws SQLException {
    SQLException failure =
        catchThrowableOfType(
            SQLException.class,
            () -> {
              try (PreparedStatement statement = prepare(sql, values)) {
                if (statement.execute()) {
                  try (ResultSet result = statement.getResultSet()) {
                    readAll(result);
                  }
                }
              }
            });
    assertThat((Throwable) failure).as(sql).isNotNull();
    for (String name : named) {
      assertThat((Throwable) failure).as(sql).hasMessageContaining(name);
    }
    assertThat(failure.getSQLState()).as("%s: %s", sql, failure.getMessage()).isEqualTo(sqlState);
    assertThat(failure.getErrorCode()).as("vendor code of %s", sql).isPositive();
    assertThat(value("SELECT 1")).isEqualTo(1);
    return failure;
  }

  /** Every cell, too: a value may fail only when it is read. */
  private static void readAll(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      for (int i = 1; i <= columns; i++) {
        result.getObject(i);
      }
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** Of a database that is not sound, so that {@link #close} does not expect it. */
  Sql ofDamaged() {
    isDamaged = true;
    return this;
  }

  /** Whatever a test did, nothing may be wrong with the files. */
  private void check() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    try (Statement statement = connection.createStatement();
        ResultSet findings = statement.executeQuery("CHECK DATABASE")) {
      assertThat(findings.next()).isTrue();
      while (findings.next()) {
        assertThat(findings.getString(3)).isEqualTo("ok");
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      if (!isDamaged && !connection.isClosed()) {
        check();
      }
    } finally {
      connection.close();
    }
  }
}
