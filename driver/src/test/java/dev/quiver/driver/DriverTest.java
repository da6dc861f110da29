package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a connection comes about. */
@ExtendWith(SoundDatabases.class)
class DriverTest {
  @TempDir Path directory;

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  @Test
  void theServiceLoaderFindsTheDriver() {
    assertThat(ServiceLoader.load(Driver.class)).anyMatch(driver -> driver instanceof QuiverDriver);
  }

  @Test
  void urlsOfOthersAreLeftToThem() throws SQLException {
    assertThat(new QuiverDriver().acceptsURL("jdbc:h2:mem:x")).isFalse();
    assertThat(new QuiverDriver().connect("jdbc:h2:mem:x", new Properties())).isNull();
  }

  @Test
  void aDirectoryIsMadeOnFirstUseAndKeepsItsRows() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("new/db");
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
      execute(connection, "INSERT INTO t VALUES (1), (2)");
    }
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(count(connection, "t")).isEqualTo(2);
    }
  }

  @Test
  void settingsAreShownAsTheConnectionHasThem() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:quiver:?targetRecall=0.8&memoryLimit=512MB");
        Statement statement = connection.createStatement()) {
      statement.execute("SET target_recall = 0.9");
      statement.execute("RESET target_recall");
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT name, \"value\" FROM sys.settings WHERE name <> 'schema' ORDER BY name")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("memory_limit");
        assertThat(rows.getString(2)).isEqualTo("512MB");
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("target_recall");
        assertThat(rows.getString(2)).isEqualTo("0.8");
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void aStatementThatNeedsMoreThanTheMemoryLimitFailsAlone() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:?memoryLimit=1MB");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE n (i INTEGER, s VARCHAR)");
      String wide = "x".repeat(2_000);
      for (int i = 0; i < 40; i++) {
        statement.execute("INSERT INTO n VALUES (" + i + ", '" + wide + "')");
      }
      String sort = "SELECT a.i, b.s FROM n a, n b ORDER BY b.s, a.i";
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(
                () -> {
                  try (ResultSet rows = statement.executeQuery(sort)) {
                    rows.next();
                  }
                })
            .isInstanceOfSatisfying(
                SQLException.class,
                failure -> {
                  assertThat(failure.getSQLState()).isEqualTo("53200");
                  assertThat(failure.getErrorCode()).isEqualTo(7004);
                })
            .hasMessageContaining("Sort(")
            .hasMessageContaining("of its memory_limit of 1048576");
        assertThat(count(connection, "n")).isEqualTo(40);
      }
      statement.execute("SET memory_limit = '16MB'");
      try (ResultSet rows = statement.executeQuery(sort)) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @Test
  void whoOnlyReadsMakesNothing() {
    Path missing = directory.resolve("none");
    for (String property : new String[] {"readOnly=true", "asOf=3", "asOf=prod"}) {
      assertThatThrownBy(
              () -> DriverManager.getConnection("jdbc:quiver:" + missing + "?" + property))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(missing.toString())
          .hasMessageContaining("not to be created");
      assertThat(missing).doesNotExist();
    }
  }

  @Test
  void createIfMissingRefusesToMakeOne() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(
            () -> DriverManager.getConnection("jdbc:quiver:" + missing + "?createIfMissing=false"))
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("is no Quiver database");
    assertThat(missing).doesNotExist();
  }

  @Test
  void aReadOnlyConnectionDoesNotMakeOneEither() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(
            () -> DriverManager.getConnection("jdbc:quiver:" + missing + "?readOnly=true"))
        .isInstanceOf(SQLNonTransientConnectionException.class);
    assertThat(missing).doesNotExist();
  }

  @Test
  void aDirectoryOfOtherFilesIsNoDatabase() throws IOException {
    Files.writeString(directory.resolve("diary.txt"), "Dear diary");
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:quiver:" + directory))
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessageContaining("is no Quiver database");
  }

  @Test
  void aNamedMemoryDatabaseIsSharedAndGoneWithItsLastConnection() throws SQLException {
    try (Connection first = DriverManager.getConnection("jdbc:quiver:mem:shared");
        Connection second = DriverManager.getConnection("jdbc:quiver:mem:shared")) {
      execute(first, "CREATE TABLE t (id INTEGER)");
      assertThat(count(second, "t")).isZero();
    }
    try (Connection later = DriverManager.getConnection("jdbc:quiver:mem:shared")) {
      assertThatThrownBy(() -> count(later, "t")).hasMessageContaining("unknown table t");
    }
  }

  @Test
  void aPrivateMemoryDatabaseIsNotShared() throws SQLException {
    try (Connection first = DriverManager.getConnection("jdbc:quiver:");
        Connection second = DriverManager.getConnection("jdbc:quiver:")) {
      execute(first, "CREATE TABLE t (id INTEGER)");
      assertThatThrownBy(() -> count(second, "t")).hasMessageContaining("unknown table t");
    }
  }

  @Test
  void anUnknownPropertyOfATool() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "DBeaver");
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:", properties)) {
      assertThat(connection.getWarnings().getMessage())
          .isEqualTo("connection property ApplicationName is unknown and was ignored");
    }
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:quiver:?ApplicationName=DBeaver"))
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessage("connection property ApplicationName: there is no such property");
  }

  @Test
  void whatIsNotThereYetIsSaid() {
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:quiver://localhost:8765/db"))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("a database on a server");
  }

  @Test
  void asOfOpensTheOldReadOnly() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Connection now = DriverManager.getConnection(url)) {
      execute(now, "CREATE TABLE t (id INTEGER)");
      execute(now, "INSERT INTO t VALUES (1)");
      execute(now, "CREATE TAG 'one'");
      execute(now, "INSERT INTO t VALUES (2)");
      try (Connection then = DriverManager.getConnection(url + "?asOf=one")) {
        assertThat(count(then, "t")).isEqualTo(1);
        assertThat(then.isReadOnly()).isTrue();
        assertThatThrownBy(() -> execute(then, "INSERT INTO t VALUES (3)"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("read-only");
        then.setReadOnly(false);
        assertThat((Throwable) then.getWarnings()).isNotNull();
        assertThat(then.isReadOnly()).isTrue();
      }
      assertThat(count(now, "t")).isEqualTo(2);
    }
    assertThatThrownBy(() -> DriverManager.getConnection(url + "?asOf=two"))
        .hasMessageContaining("unknown tag 'two'");
  }
}
