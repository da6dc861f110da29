package dev.quiver.benchmarks.upkeep;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows of random keys, short texts and twenty floats in a database of their own. */
final class LoadedRows implements AutoCloseable {
  private static final int DIMENSION = 20;
  private static final int BATCH = 10_000;
  private static final long POLL_MILLIS = 200;

  /** So many polls in a row must find nothing to do. */
  private static final int QUIET_POLLS = 15;

  private final Connection connection;
  private final int rows;
  private final PreparedStatement point;
  private final PreparedStatement nearest;

  LoadedRows(Path database, int rows) throws SQLException {
    this.rows = rows;
    this.connection = DriverManager.getConnection("jdbc:quiver:" + database);
    execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR, v VECTOR(" + DIMENSION + "))");
    this.point = connection.prepareStatement("SELECT name FROM t WHERE id = ?");
    this.nearest = connection.prepareStatement("SELECT id FROM t ORDER BY v <-> ? LIMIT 10");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Others for others, in no order. */
  private static long key(int number) {
    return number * 0x9E3779B97F4A7C15L >>> 1;
  }

  private static float[] vector(int number) {
    float[] vector = new float[DIMENSION];
    long state = key(number) + 1;
    for (int i = 0; i < DIMENSION; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      vector[i] = (state >>> 40) * 0x1p-24f;
    }
    return vector;
  }

  private PreparedStatement insert() throws SQLException {
    return connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)");
  }

  private static void set(PreparedStatement insert, int number) throws SQLException {
    insert.setLong(1, key(number));
    insert.setString(2, "row number " + number);
    insert.setObject(3, vector(number));
  }

  void insertAtOnce() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = insert()) {
      for (int i = 0; i < rows; i++) {
        set(insert, i);
        insert.addBatch();
        if ((i + 1) % BATCH == 0 || i + 1 == rows) {
          insert.executeBatch();
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  void insertOneByOne() throws SQLException {
    try (PreparedStatement insert = insert()) {
      for (int i = 0; i < rows; i++) {
        set(insert, i);
        insert.executeUpdate();
      }
    }
  }

  /** Waits until the fragments have not changed for some seconds. */
  void awaitUpkeep() throws SQLException, InterruptedException {
    long known = fragments();
    for (int quiet = 0; quiet < QUIET_POLLS; quiet++) {
      Thread.sleep(POLL_MILLIS);
      long now = fragments();
      quiet = now == known && number("SELECT COUNT(*) FROM sys.jobs") == 0 ? quiet : 0;
      known = now;
    }
  }

  long fragments() throws SQLException {
    return number("SELECT COUNT(*) FROM sys.fragments");
  }

  long versions() throws SQLException {
    return number("SELECT COUNT(*) FROM sys.versions");
  }

  void vacuum() throws SQLException {
    execute("VACUUM DATABASE RETAIN 1 VERSIONS");
  }

  /** Asks for a row by its key. */
  void point(int number) throws SQLException {
    point.setLong(1, key(number));
    try (ResultSet result = point.executeQuery()) {
      if (!result.next() || !result.getString(1).equals("row number " + number)) {
        throw new IllegalStateException("row " + number + " is not there");
      }
    }
  }

  /** The sum of the keys of the ten rows nearest to one. */
  long nearest(int number) throws SQLException {
    nearest.setObject(1, vector(number));
    long sum = 0;
    try (ResultSet result = nearest.executeQuery()) {
      while (result.next()) {
        sum += result.getLong(1);
      }
    }
    return sum;
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
