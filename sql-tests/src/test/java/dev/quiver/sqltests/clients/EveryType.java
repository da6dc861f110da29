package dev.quiver.sqltests.clients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database in memory for clients to look at: {@code everything} has a column of every type, a row
 * of values and a row of NULLs; {@code shelf} has a key of two columns; {@code loose} has none.
 *
 * <p>It lives until it is closed, whatever the connections of the client do.
 */
final class EveryType implements AutoCloseable {
  private static final String[] SCRIPT = {
    """
    CREATE TABLE everything (
      id BIGINT PRIMARY KEY, flag BOOLEAN, t TINYINT, s SMALLINT, i INTEGER NOT NULL,
      r REAL, d DOUBLE, n DECIMAL(12, 3), c CHAR(5), v VARCHAR(40) DEFAULT 'x', body TEXT,
      bin BINARY(4), bytes VARBINARY(20), image BLOB,
      born DATE, wake TIME, made TIMESTAMP(6), seen TIMESTAMP WITH LOCAL TIME ZONE,
      u UUID, doc JSON, e VECTOR(3), bits VECTOR(8, BIT), tags INTEGER ARRAY,
      "Mixed Case" VARCHAR)""",
    """
    INSERT INTO everything VALUES (
      1, TRUE, 1, 2, 3,
      1.5, 2.5, 123.456, 'abc', 'hello', 'a long text',
      X'01020304', X'0506', X'070809',
      DATE '2026-01-02', TIME '03:04:05', TIMESTAMP '2026-01-02 03:04:05.123456',
      TIMESTAMP '2026-01-02 03:04:05',
      '123e4567-e89b-12d3-a456-426614174000', '{"a":1}', '[0.1,0.2,0.3]', '[1,0,1,0,1,0,1,0]',
      ARRAY[1, 2, 3], 'mixed')""",
    "INSERT INTO everything (id, i, v) VALUES (2, 0, NULL)",
    "CREATE TABLE shelf (room VARCHAR, number INTEGER, width DOUBLE, PRIMARY KEY (room, number))",
    "INSERT INTO shelf VALUES ('hall', 1, 0.5), ('attic', 2, 1.5)",
    "CREATE TABLE loose (x INTEGER, \"select\" VARCHAR)",
  };

  private final String url;
  private final Connection keeper;

  private EveryType(String url, Connection keeper) {
    this.url = url;
    this.keeper = keeper;
  }

  static EveryType named(String name) throws SQLException {
    String url = "jdbc:quiver:mem:" + name;
    Connection keeper = DriverManager.getConnection(url);
    try (Statement statement = keeper.createStatement()) {
      for (String sql : SCRIPT) {
        statement.execute(sql);
      }
    }
    return new EveryType(url, keeper);
  }

  String url() {
    return url;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  @Override
  public void close() throws SQLException {
    keeper.close();
  }
}
