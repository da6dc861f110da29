package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.SoundDatabases;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection as pools, frameworks and tools use it. */
@ExtendWith(SoundDatabases.class)
class ConnectionTest {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:quiver:");
    execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text VARCHAR)");
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

  private long count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void autocommitIsOnAtFirst() throws SQLException {
    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void aTransactionIsKeptOrThrownAway() throws SQLException {
    connection.setAutoCommit(false);
    execute("INSERT INTO t VALUES (1, 'a')");
    connection.rollback();
    assertThat(count()).isZero();
    execute("INSERT INTO t VALUES (1, 'a')");
    execute("INSERT INTO t VALUES (2, 'b')");
    connection.commit();
    connection.rollback();
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aFailedStatementEndsNoTransactionAndMetadataStillAnswers() throws SQLException {
    connection.setAutoCommit(false);
    execute("INSERT INTO t VALUES (1, 'a')");
    assertThatThrownBy(() -> execute("SELECT * FROM nowhere")).isInstanceOf(SQLException.class);
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(metaData.getDatabaseProductVersion()).isNotBlank();
    try (ResultSet tables = metaData.getTables(null, null, "t", null)) {
      assertThat(tables.next()).isTrue();
    }
    connection.commit();
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void closingThrowsAnOpenTransactionAway() throws SQLException {
    try (Connection first = DriverManager.getConnection("jdbc:quiver:mem:closing");
        Statement statement = first.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER)");
      try (Connection second = DriverManager.getConnection("jdbc:quiver:mem:closing");
          Statement insert = second.createStatement()) {
        second.setAutoCommit(false);
        insert.execute("INSERT INTO t VALUES (1)");
      }
      try (ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void readOnlyCanBeSwitched() throws SQLException {
    connection.setReadOnly(true);
    assertThat(connection.isReadOnly()).isTrue();
    assertThatThrownBy(() -> execute("INSERT INTO t VALUES (1, 'a')"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    connection.setReadOnly(false);
    execute("INSERT INTO t VALUES (1, 'a')");
  }

  @Test
  void isolationLevelsAgree() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(metaData.getDefaultTransactionIsolation());
    for (int level : new int[] {1, 2, 4}) {
      assertThat(metaData.supportsTransactionIsolationLevel(level)).isTrue();
      connection.setTransactionIsolation(level);
      assertThat(connection.getTransactionIsolation()).isEqualTo(level);
    }
    assertThat(metaData.supportsTransactionIsolationLevel(8)).isFalse();
    assertThatThrownBy(() -> connection.setTransactionIsolation(8))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> connection.setTransactionIsolation(3)).hasMessage("isolation level 3");
  }

  @Test
  void poolsAskWhetherItIsValid() throws SQLException {
    assertThat(connection.isValid(5)).isTrue();
    assertThat(connection.isValid(0)).isTrue();
    assertThatThrownBy(() -> connection.isValid(-1)).isInstanceOf(SQLException.class);
    connection.close();
    connection.close();
    assertThat(connection.isValid(5)).isFalse();
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void afterCloseEverythingSaysSo() throws SQLException {
    Statement statement = connection.createStatement();
    connection.close();
    assertThat(statement.isClosed()).isTrue();
    assertThatThrownBy(() -> statement.execute("SELECT 1"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"))
        .hasMessage("statement is closed");
    assertThatThrownBy(connection::createStatement).hasMessage("connection is closed");
  }

  @Test
  void thereIsNoCatalogAndTheSchemaIsPublic() throws SQLException {
    assertThat(connection.getCatalog()).isNull();
    connection.setCatalog("x");
    assertThat(connection.getSchema()).isEqualTo("public");
    connection.setSchema("sys");
    assertThat(connection.getSchema()).isEqualTo("sys");
    assertThatThrownBy(() -> connection.setSchema("nowhere"))
        .hasMessageContaining("unknown schema nowhere");
  }

  @Test
  void toolsMayIntroduceThemselves() throws SQLException {
    connection.setClientInfo("ApplicationName", "DBeaver");
    assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("DBeaver");
    assertThat(connection.getClientInfo()).containsEntry("ApplicationName", "DBeaver");
    assertThat((Throwable) connection.getWarnings()).isNull();
    connection.setClientInfo("Shoe", "42");
    assertThat(connection.getWarnings().getMessage()).isEqualTo("unknown client property Shoe");
    connection.clearWarnings();
    assertThat((Throwable) connection.getWarnings()).isNull();
  }

  @Test
  void scrollableAndUpdatableAreDowngradedWithAWarning() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM t", ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
      assertThat(statement.getResultSetConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
      assertThat((Iterable<Throwable>) statement.getWarnings())
          .extracting(Throwable::getMessage)
          .containsExactly(
              "scrollable results are not supported; this one is forward-only",
              "updatable results are not supported; this one is read-only");
      try (ResultSet rows = statement.executeQuery()) {
        rows.beforeFirst();
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void whatItDoesNotHaveItRefusesByState() {
    assertThatThrownBy(() -> connection.prepareCall("call x"))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
  }

  @Test
  void itUnwrapsToItself() throws SQLException {
    assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    assertThat(connection.isWrapperFor(Connection.class)).isTrue();
    assertThat(connection.isWrapperFor(Statement.class)).isFalse();
    assertThatThrownBy(() -> connection.unwrap(Statement.class)).isInstanceOf(SQLException.class);
    assertThat(connection.getTypeMap()).isEmpty();
    assertThat(connection.nativeSQL("SELECT 1")).isEqualTo("SELECT 1");
  }
}
