package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.SoundDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements that run too long: stopped by a timeout, by cancel, or by closing. */
@Timeout(60)
@ExtendWith(SoundDatabases.class)
class StoppingTest {
  /** Joins on a column that has one value: rows³ pairs, which no machine finishes. */
  private static final String ENDLESS =
      "SELECT COUNT(*) FROM t a JOIN t b ON a.same = b.same JOIN t c ON b.same = c.same";

  private static final int ROWS = 20_000;
  private static final String DATABASE = "jdbc:quiver:mem:stopping";

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(DATABASE);
    try (Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE t (id INTEGER, same INTEGER)");
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, 1)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static long run(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(ENDLESS)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void assertThatTheConnectionGoesOn(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(ROWS);
    }
  }

  @Test
  void aTimeoutEndsTheStatement() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> run(statement))
          .isInstanceOf(SQLTimeoutException.class)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"))
          .hasMessage("statement ran longer than its timeout of PT1S");
      statement.setQueryTimeout(0);
      assertThatTheConnectionGoesOn(statement);
    }
  }

  @Test
  void theConnectionsTimeoutHoldsForStatementsWithoutOne() throws SQLException {
    try (Connection impatient = DriverManager.getConnection("jdbc:quiver:?queryTimeout=7");
        Statement statement = impatient.createStatement()) {
      assertThat(statement.getQueryTimeout()).isEqualTo(7);
    }
  }

  @Test
  void anotherThreadCancels() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Statement statement = connection.createStatement()) {
      Future<Long> running = thread.submit(() -> run(statement));
      while (!running.isDone()) {
        statement.cancel();
        Thread.onSpinWait();
      }
      assertThatThrownBy(running::get)
          .hasRootCauseMessage("statement was cancelled")
          .cause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThatTheConnectionGoesOn(statement);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void cancellingWhatDoesNotRunDoesNothing() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.cancel();
      assertThatTheConnectionGoesOn(statement);
      statement.cancel();
      assertThatTheConnectionGoesOn(statement);
    }
  }

  private static void awaitStart(Future<?> running, Connection observer) throws SQLException {
    try (PreparedStatement started =
        observer.prepareStatement(
            "SELECT COUNT(*) FROM sys.queries WHERE \"sql\" LIKE 'INSERT INTO sums%'")) {
      boolean seen = false;
      while (!seen && !running.isDone()) {
        try (ResultSet rows = started.executeQuery()) {
          rows.next();
          seen = rows.getInt(1) == 1;
        }
      }
    }
  }

  @Test
  void aConnectionIsValidWhileAnotherThreadChangesData() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Statement insert = connection.createStatement();
        Connection observer = DriverManager.getConnection(DATABASE)) {
      insert.execute("CREATE TABLE sums (n BIGINT)");
      Future<Integer> running =
          thread.submit(() -> insert.executeUpdate("INSERT INTO sums " + ENDLESS));
      awaitStart(running, observer);
      assertThat(connection.isValid(1)).isTrue();
      assertThat(running.isDone()).isFalse();
      insert.cancel();
      assertThatThrownBy(running::get).hasRootCauseMessage("statement was cancelled");
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void closingAStatementThatRunsEndsIt() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Statement statement = connection.createStatement()) {
      Future<Long> running = thread.submit(() -> run(statement));
      statement.close();
      assertThatThrownBy(running::get).cause().isInstanceOf(SQLException.class);
      assertThat(statement.isClosed()).isTrue();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void closingTheConnectionEndsWhatRuns() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("SELECT * FROM t");
      assertThat(rows.next()).isTrue();
      connection.close();
      assertThat(rows.isClosed()).isTrue();
      assertThatThrownBy(rows::next).hasMessage("result set is closed");
    }
  }
}
