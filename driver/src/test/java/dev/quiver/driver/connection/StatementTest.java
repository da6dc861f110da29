package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.SoundDatabases;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements without parameters, and batches of both kinds. */
@ExtendWith(SoundDatabases.class)
class StatementTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
    statement = connection.createStatement();
    statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text VARCHAR)");
    statement.execute("INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, 'three')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private long count() throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void aStatementIsNoPreparedStatement() {
    assertThat(statement).isNotInstanceOf(PreparedStatement.class);
  }

  @Test
  void rowsAndCountsAreToldApart() throws SQLException {
    assertThat(statement.execute("SELECT id FROM t")).isTrue();
    assertThat(statement.getResultSet()).isNotNull();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getResultSet()).isNull();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);

    assertThat(statement.execute("DELETE FROM t WHERE id > 1")).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(2);
    assertThat(statement.getLargeUpdateCount()).isEqualTo(2);
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);

    assertThat(statement.executeUpdate("CREATE TABLE u (id INTEGER)")).isZero();
  }

  @Test
  void theWrongMethodChangesNothing() throws SQLException {
    assertThatThrownBy(() -> statement.executeQuery("DELETE FROM t"))
        .isInstanceOf(SQLException.class)
        .hasMessage("the statement gives no rows; executeQuery needs a query");
    assertThatThrownBy(() -> statement.executeUpdate("SELECT * FROM t"))
        .hasMessage("the statement gives rows; executeUpdate needs a statement that does not");
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void afterAFailureTheStatementGoesOn() throws SQLException {
    assertThatThrownBy(() -> statement.execute("SELECT nothing FROM t"))
        .isInstanceOf(SQLSyntaxErrorException.class)
        .hasMessageContaining("line 1, column 8");
    assertThat(statement.isClosed()).isFalse();
    assertThat((Throwable) statement.getWarnings()).isNull();
    assertThat(statement.getResultSet()).isNull();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aDuplicateKeyIsAConstraintViolation() {
    assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1, 'again')"))
        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"))
        .hasMessageContaining("table t");
  }

  @Test
  void aParameterWithoutAValueIsNamed() {
    assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM t WHERE id = ?"))
        .hasMessage("parameter 1 of 1 has no value");
  }

  @Test
  void theNextRunClosesTheRowsOfTheOneBefore() throws SQLException {
    ResultSet first = statement.executeQuery("SELECT * FROM t");
    ResultSet second = statement.executeQuery("SELECT * FROM t");
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isFalse();
    statement.close();
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void closeOnCompletionCloses() throws SQLException {
    statement.closeOnCompletion();
    assertThat(statement.isCloseOnCompletion()).isTrue();
    try (ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
      assertThat(rows.next()).isTrue();
    }
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void limitsAreKept() throws SQLException {
    statement.setMaxRows(2);
    statement.setFetchSize(100);
    statement.setQueryTimeout(30);
    statement.setEscapeProcessing(false);
    assertThat(statement.getMaxRows()).isEqualTo(2);
    assertThat(statement.getFetchSize()).isEqualTo(100);
    assertThat(statement.getQueryTimeout()).isEqualTo(30);
    int rows = 0;
    try (ResultSet all = statement.executeQuery("SELECT * FROM t")) {
      while (all.next()) {
        rows++;
      }
      assertThat(all.next()).isFalse();
    }
    assertThat(rows).isEqualTo(2);
    assertThatThrownBy(() -> statement.setMaxRows(-1)).hasMessage("row limit -1 is negative");
    assertThatThrownBy(() -> statement.setQueryTimeout(-1)).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> statement.setFetchSize(-1)).isInstanceOf(SQLException.class);
  }

  @Test
  void generatedKeysAreAcceptedAndNone() throws SQLException {
    statement.executeUpdate("INSERT INTO t VALUES (4, 'four')", Statement.RETURN_GENERATED_KEYS);
    try (ResultSet keys = statement.getGeneratedKeys()) {
      assertThat(keys.next()).isFalse();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO t VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, 5);
      insert.setString(2, "five");
      assertThat(insert.executeUpdate()).isEqualTo(1);
      assertThat(insert.getGeneratedKeys().next()).isFalse();
    }
  }

  @Test
  void aBatchOfTextsRunsOneByOne() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (4, 'four'), (5, 'five')");
    statement.addBatch("CREATE TABLE u (id INTEGER)");
    statement.addBatch("DELETE FROM t WHERE id = 4");
    assertThat(statement.executeBatch()).containsExactly(2, 0, 1);
    assertThat(statement.executeBatch()).as("it is empty afterwards").isEmpty();
  }

  private long versions() throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM sys.versions")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void aBatchOfTextsIsOneCommit() throws SQLException {
    long before = versions();
    statement.addBatch("INSERT INTO t VALUES (4, 'four')");
    statement.addBatch("INSERT INTO t VALUES (5, 'five')");
    statement.addBatch("DELETE FROM t WHERE id = 4");
    assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
    assertThat(versions()).isEqualTo(before + 1);
    assertThat(connection.getAutoCommit()).isTrue();
    connection.rollback();
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void aBatchOfTextsThatFailsLeavesNothing() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (4, 'four')");
    statement.addBatch("INSERT INTO t VALUES (1, 'again')");
    statement.addBatch("INSERT INTO t VALUES (5, 'five')");
    assertThatThrownBy(() -> statement.executeBatch())
        .isInstanceOfSatisfying(
            BatchUpdateException.class,
            e -> {
              assertThat(e.getUpdateCounts()).isEmpty();
              assertThat(e.getSQLState()).isEqualTo("23505");
            });
    assertThat(count()).isEqualTo(3);
    statement.execute("INSERT INTO t VALUES (6, 'six')");
    connection.rollback();
    assertThat(count()).as("autocommit goes on").isEqualTo(4);
  }

  @Test
  void whatABatchDidBeforeAnotherKindOfStatementStays() throws SQLException {
    statement.addBatch("INSERT INTO t VALUES (4, 'four')");
    statement.addBatch("CREATE TABLE u (id INTEGER)");
    statement.addBatch("INSERT INTO u VALUES (1)");
    statement.addBatch("SELECT * FROM t");
    assertThatThrownBy(() -> statement.executeBatch())
        .isInstanceOfSatisfying(
            BatchUpdateException.class,
            e -> assertThat(e.getUpdateCounts()).containsExactly(1, 0, 1))
        .hasMessage("the statement gives rows; executeUpdate needs a statement that does not");
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void withoutAutocommitABatchGoesIntoTheTransaction() throws SQLException {
    connection.setAutoCommit(false);
    statement.addBatch("INSERT INTO t VALUES (4, 'four')");
    statement.addBatch("INSERT INTO t VALUES (1, 'again')");
    assertThatThrownBy(() -> statement.executeBatch())
        .isInstanceOfSatisfying(
            BatchUpdateException.class, e -> assertThat(e.getUpdateCounts()).containsExactly(1));
    assertThat(count()).isEqualTo(4);
    connection.rollback();
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aPreparedBatchIsAllOrNothing() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
      for (int id : new int[] {4, 5, 1}) {
        insert.setInt(1, id);
        insert.setString(2, "x");
        insert.addBatch();
      }
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOfSatisfying(
              BatchUpdateException.class,
              e -> {
                assertThat(e.getUpdateCounts()).isEmpty();
                assertThat(e.getSQLState()).isEqualTo("23505");
              })
          .hasCauseInstanceOf(SQLIntegrityConstraintViolationException.class);
      assertThat(count()).isEqualTo(3);
      for (int id : new int[] {4, 5}) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      assertThat(insert.executeLargeBatch()).containsExactly(1, 1);
    }
    assertThat(count()).isEqualTo(5);
  }

  @Test
  void aPreparedStatementHasItsText() throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement("SELECT * FROM t")) {
      assertThatThrownBy(() -> prepared.executeQuery("SELECT 1"))
          .hasMessage("executeQuery takes no SQL text on a prepared statement");
      assertThatThrownBy(() -> prepared.addBatch()).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void namesAndTextsAreQuoted() throws SQLException {
    assertThat(statement.enquoteIdentifier("docs", false)).isEqualTo("docs");
    assertThat(statement.enquoteIdentifier("my docs", false)).isEqualTo("\"my docs\"");
    assertThat(statement.enquoteIdentifier("a\"b", true)).isEqualTo("\"a\"\"b\"");
    assertThat(statement.enquoteLiteral("it's")).isEqualTo("'it''s'");
    assertThat(statement.isSimpleIdentifier("my docs")).isFalse();
    assertThatThrownBy(() -> statement.enquoteLiteral(null)).isInstanceOf(SQLException.class);
  }
}
