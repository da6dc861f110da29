package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.SoundDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Savepoints through JDBC's methods and through SQL. */
@ExtendWith(SoundDatabases.class)
class SavepointTest {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
    execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    execute("CREATE TABLE u (id INTEGER)");
    connection.setAutoCommit(false);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Integer> ids(String table) throws SQLException {
    List<Integer> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY id")) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    return ids;
  }

  private static void refused(ThrowingCallable call, String state, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
        .hasMessage(message);
  }

  @Test
  void comingBackUndoesRowsOfAnyTableAndItsSchema() throws SQLException {
    execute("INSERT INTO t VALUES (1), (2)");
    Savepoint before = connection.setSavepoint("before");
    execute("INSERT INTO t VALUES (3)");
    execute("DELETE FROM t WHERE id = 1");
    execute("INSERT INTO u VALUES (7)");
    execute("CREATE TABLE made (id INTEGER)");
    execute("DROP TABLE u");
    connection.rollback(before);
    assertThat(ids("t")).containsExactly(1, 2);
    assertThat(ids("u")).isEmpty();
    assertThatThrownBy(() -> ids("made")).hasMessageContaining("unknown table made");
    execute("INSERT INTO t VALUES (3)");
    connection.commit();
    assertThat(ids("t")).containsExactly(1, 2, 3);
  }

  @Test
  void itMayBeTheFirstThingOfATransaction() throws SQLException {
    Savepoint first = connection.setSavepoint();
    execute("INSERT INTO t VALUES (1)");
    connection.rollback(first);
    connection.rollback(first);
    assertThat(ids("t")).isEmpty();
    execute("INSERT INTO t VALUES (2)");
    connection.commit();
    assertThat(ids("t")).containsExactly(2);
  }

  @Test
  void comingBackForgetsTheSavepointsInBetweenAndKeepsItself() throws SQLException {
    Savepoint one = connection.setSavepoint("one");
    execute("INSERT INTO t VALUES (1)");
    Savepoint two = connection.setSavepoint("two");
    execute("INSERT INTO t VALUES (2)");
    connection.rollback(one);
    refused(() -> connection.rollback(two), "3B001", "unknown savepoint two");
    execute("INSERT INTO t VALUES (3)");
    connection.rollback(one);
    assertThat(ids("t")).isEmpty();
  }

  @Test
  void releasingKeepsTheChanges() throws SQLException {
    Savepoint one = connection.setSavepoint("one");
    execute("INSERT INTO t VALUES (1)");
    Savepoint two = connection.setSavepoint();
    connection.releaseSavepoint(one);
    refused(() -> connection.rollback(one), "3B001", "unknown savepoint one");
    refused(
        () -> connection.releaseSavepoint(two),
        "3B001",
        "unknown savepoint number " + two.getSavepointId());
    connection.commit();
    assertThat(ids("t")).containsExactly(1);
  }

  @Test
  void theEndOfTheTransactionIsTheEndOfItsSavepoints() throws SQLException {
    Savepoint mine = connection.setSavepoint("mine");
    connection.commit();
    refused(() -> connection.rollback(mine), "3B001", "unknown savepoint mine");
    try (Connection other = DriverManager.getConnection("jdbc:quiver:")) {
      other.setAutoCommit(false);
      Savepoint theirs = other.setSavepoint("theirs");
      refused(
          () -> connection.rollback(theirs), "3B001", "unknown savepoint of another connection");
    }
  }

  @Test
  void itHasANameOrANumber() throws SQLException {
    Savepoint named = connection.setSavepoint("mine");
    assertThat(named.getSavepointName()).isEqualTo("mine");
    refused(named::getSavepointId, "HY009", "savepoint mine has a name and no number");
    Savepoint numbered = connection.setSavepoint();
    assertThat(numbered.getSavepointId()).isPositive();
    assertThatThrownBy(numbered::getSavepointName).hasMessageContaining("has a number and no name");
    assertThat(connection.getMetaData().supportsSavepoints()).isTrue();
  }

  @Test
  void withAutocommitThereIsNoTransactionToHaveOne() throws SQLException {
    connection.setAutoCommit(true);
    refused(connection::setSavepoint, "25P01", "a savepoint needs an open transaction");
    refused(() -> execute("SAVEPOINT s"), "25P01", "a savepoint needs an open transaction");
    refused(() -> execute("ROLLBACK TO s"), "25P01", "savepoint s needs an open transaction");
    execute("BEGIN");
    execute("SAVEPOINT s");
    execute("ROLLBACK");
  }

  @Test
  void sqlHasThemToo() throws SQLException {
    execute("INSERT INTO t VALUES (1)");
    execute("SAVEPOINT a");
    execute("INSERT INTO t VALUES (2)");
    execute("SAVEPOINT a");
    execute("INSERT INTO t VALUES (3)");
    execute("ROLLBACK TO SAVEPOINT A");
    assertThat(ids("t")).containsExactly(1, 2);
    execute("RELEASE SAVEPOINT a");
    execute("ROLLBACK WORK TO a");
    assertThat(ids("t")).containsExactly(1);
    execute("RELEASE a");
    refused(() -> execute("RELEASE a"), "3B001", "unknown savepoint a");
  }

  @Test
  void theirWordsStayFreeForNames() throws SQLException {
    execute("CREATE TABLE savepoint (release INTEGER, conflict INTEGER, nothing INTEGER)");
    execute("INSERT INTO savepoint (release, conflict, nothing) VALUES (1, 2, 3)");
    execute("SAVEPOINT savepoint");
    execute("ROLLBACK TO SAVEPOINT savepoint");
    execute("RELEASE SAVEPOINT savepoint");
    execute("SELECT release FROM savepoint WHERE nothing = 3");
  }
}
