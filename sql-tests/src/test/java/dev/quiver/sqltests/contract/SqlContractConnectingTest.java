package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL.md §1, Connecting. */
class SqlContractConnectingTest {
  @TempDir Path directory;

  private static SQLException refused(String url, Properties properties) {
    SQLException failure =
        catchThrowableOfType(
            SQLException.class, () -> DriverManager.getConnection(url, properties).close());
    assertThat((Throwable) failure).as(url).isNotNull();
    return failure;
  }

  private static void refuses(String url, String sqlState, String... named) {
    SQLException failure = refused(url, new Properties());
    assertThat((Throwable) failure).hasMessageContainingAll(named);
    assertThat(failure.getSQLState()).isEqualTo(sqlState);
  }

  @Test
  @DisplayName("`jdbc:quiver:/data/db`: an embedded database in a local directory")
  void anAbsolutePathIsADirectory() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql db = Sql.open(url)) {
      db.run("CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (7)");
    }
    try (Sql db = Sql.open(url)) {
      assertThat(db.rows("SELECT id FROM t")).containsExactly("7");
    }
  }

  @Test
  @DisplayName("… created on first use")
  void theDirectoryIsMadeOnFirstUse() throws SQLException {
    Path made = directory.resolve("a/b/db");
    Sql.open("jdbc:quiver:" + made).close();
    assertThat(made.resolve("FORMAT")).isRegularFile();
  }

  @Test
  @DisplayName("`jdbc:quiver:./db`")
  void aRelativePathIsRelativeToTheWorkingDirectory() throws SQLException {
    Path relative = Path.of("").toAbsolutePath().relativize(directory.resolve("db"));
    Sql.open("jdbc:quiver:./" + relative).close();
    assertThat(directory.resolve("db/FORMAT")).isRegularFile();
  }

  @Test
  @DisplayName("`jdbc:quiver:~/db`")
  void aTildeIsTheHomeDirectory() throws SQLException {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", directory.toString());
    try {
      Sql.open("jdbc:quiver:~/db").close();
    } finally {
      System.setProperty("user.home", home);
    }
    assertThat(directory.resolve("db/FORMAT")).isRegularFile();
  }

  @Test
  @DisplayName("`jdbc:quiver:`: a private in-memory database, gone with its last connection")
  void thePrivateMemoryIsOfOneConnection() throws SQLException {
    try (Sql first = Sql.open("jdbc:quiver:");
        Sql second = Sql.open("jdbc:quiver:")) {
      first.run("CREATE TABLE t (id INTEGER)");
      second.refuses("SELECT * FROM t", "42S02", "t");
    }
    try (Sql later = Sql.open("jdbc:quiver:")) {
      later.refuses("SELECT * FROM t", "42S02", "t");
    }
  }

  @Test
  @DisplayName("`jdbc:quiver:mem:NAME`: shared by the connections of this process")
  void theNamedMemoryIsShared() throws SQLException {
    try (Sql first = Sql.open("jdbc:quiver:mem:contract-shared");
        Sql second = Sql.open("jdbc:quiver:mem:contract-shared");
        Sql other = Sql.open("jdbc:quiver:mem:contract-other")) {
      first.run("CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (1)");
      assertThat(second.rows("SELECT id FROM t")).containsExactly("1");
      other.refuses("SELECT * FROM t", "42S02", "t");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:quiver:s3://bucket/prefix, S3",
    "jdbc:quiver://localhost:1/db, server",
    "jdbc:quiver://localhost:1/db?ssl=true, server"
  })
  @DisplayName("S3 and served databases, not built yet, are named as such")
  void placesThatAreNotBuiltSaySo(String url, String named) {
    String place = url.replaceFirst("\\?.*", ""); // what follows may hold a password
    refuses(url, "0A000", named, place, "not supported");
  }

  @Test
  @DisplayName("Properties come from `Properties` or from the URL's query part")
  void propertiesComeFromBothPlaces() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    Sql.open(url).close();
    Properties readOnly = new Properties();
    readOnly.setProperty("readOnly", "true");
    try (Connection inUrl = DriverManager.getConnection(url + "?readOnly=true");
        Connection inProperties = DriverManager.getConnection(url, readOnly)) {
      assertThat(inUrl.isReadOnly()).isTrue();
      assertThat(inProperties.isReadOnly()).isTrue();
    }
  }

  private static List<DriverPropertyInfo> propertyTable() throws SQLException {
    Driver driver = DriverManager.getDriver("jdbc:quiver:");
    return Arrays.asList(driver.getPropertyInfo("jdbc:quiver:", new Properties()));
  }

  @Test
  @DisplayName("one closed table (name, type, default, meaning) that `getPropertyInfo` answers")
  void thePropertyTableIsAnswered() throws SQLException {
    assertThat(propertyTable())
        .allSatisfy(info -> assertThat(info.description).isNotBlank())
        .extracting(info -> info.name)
        .contains(
            "readOnly",
            "createIfMissing",
            "schema",
            "user",
            "password",
            "asOf",
            "memoryLimit",
            "queryTimeout",
            "targetRecall",
            "vectorType");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:quiver:?colour=red, colour",
    "jdbc:quiver:?readOnly=true&readOnly=false, readOnly",
    "jdbc:quiver:?readOnly=perhaps, perhaps",
    "jdbc:quiver:?queryTimeout=soon, soon",
    "jdbc:quiver:?vectorType=list, list",
    "jdbc:quiver:?targetRecall=2, targetRecall",
    "jdbc:quiver:?readOnly, readOnly"
  })
  @DisplayName("an unknown, repeated or malformed property in the URL is an error that names it")
  void aBadPropertyInTheUrlIsNamed(String url, String named) {
    refuses(url, "08001", named);
  }

  @Test
  @DisplayName("an unknown one in the Properties object … is a warning")
  void anUnknownPropertyOfAToolIsAWarning() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "a tool");
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:", properties)) {
      SQLWarning warning = connection.getWarnings();
      assertThat((Throwable) warning).hasMessageContaining("ApplicationName");
      connection.clearWarnings();
      assertThat((Throwable) connection.getWarnings()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "schemaFactory", "parserFactory", "factory", "typeSystem"})
  @DisplayName("No property ever names a class")
  void theClassPropertiesOfCalciteAreUnknown(String property) {
    refuses("jdbc:quiver:?" + property + "=java.lang.String", "08001", property);
  }

  @Test
  @DisplayName("`readOnly`")
  void aReadOnlyConnectionRefusesWrites() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql db = Sql.open(url)) {
      db.run("CREATE TABLE t (id INTEGER)");
    }
    try (Sql db = Sql.open(url + "?readOnly=true")) {
      db.refuses("INSERT INTO t VALUES (1)", "25006", "read-only");
      db.refuses("CREATE TABLE u (id INTEGER)", "25006", "read-only");
      assertThat(db.rows("SELECT * FROM t")).isEmpty();
    }
  }

  @Test
  @DisplayName("`createIfMissing`")
  void nothingIsMadeWhereNothingShallBe() {
    Path missing = directory.resolve("none");
    refuses("jdbc:quiver:" + missing + "?createIfMissing=false", "08001", missing.toString());
    assertThat(missing).doesNotExist();
  }

  @Test
  @DisplayName("`schema`")
  void aSchemaIsWhereNamesAreLookedUp() throws SQLException {
    try (Sql db = Sql.open("jdbc:quiver:?schema=sys")) {
      assertThat(db.connection().getSchema()).isEqualTo("sys");
      assertThat(db.rows("SELECT name FROM settings")).contains("target_recall");
    }
    refuses("jdbc:quiver:?schema=nowhere", "3F000", "nowhere");
  }

  @Test
  @DisplayName("`user`, `password`")
  void aUserIsWhatCurrentUserGives() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:", "ada", "secret");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT CURRENT_USER")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("ada");
      assertThat(connection.getMetaData().getUserName()).isEqualTo("ada");
      assertThat(connection.getMetaData().getURL()).doesNotContain("secret");
    }
  }

  private String twoVersions() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql db = Sql.open(url)) {
      db.run(
          "CREATE TABLE t (id INTEGER)",
          "INSERT INTO t VALUES (1)",
          "CREATE TAG 'first'",
          "INSERT INTO t VALUES (2)");
    }
    return url;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "first"})
  @DisplayName("`asOf` (a version, a tag …): the whole connection then reads that snapshot")
  void aConnectionReadsOneSnapshot(String point) throws SQLException {
    String url = twoVersions();
    try (Sql db = Sql.open(url + "?asOf=" + point)) {
      assertThat(db.rows("SELECT id FROM t")).containsExactly("1");
    }
  }

  @Test
  @DisplayName("`asOf` (… or a timestamp)")
  void aConnectionReadsAMoment() throws SQLException {
    String url = twoVersions();
    String moment;
    try (Sql db = Sql.open(url)) {
      List<String> moments = db.rows("SELECT committed_at FROM sys.versions WHERE version = 2");
      assertThat(moments).hasSize(1);
      moment = moments.get(0).replace(" ", "%20");
    }
    try (Sql db = Sql.open(url + "?asOf=" + moment)) {
      assertThat(db.rows("SELECT id FROM t")).containsExactly("1");
    }
  }

  @Test
  @DisplayName("… and is read-only")
  void aConnectionAsOfASnapshotIsReadOnly() throws SQLException {
    try (Sql db = Sql.open(twoVersions() + "?asOf=first")) {
      assertThat(db.connection().isReadOnly()).isTrue();
      db.refuses("INSERT INTO t VALUES (3)", "25006", "read-only");
    }
  }

  @Test
  @DisplayName("an `asOf` that there is not")
  void aSnapshotThatThereIsNotIsNamed() throws SQLException {
    String url = twoVersions();
    refuses(url + "?asOf=nowhere", "42704", "nowhere");
    refuses(url + "?asOf=99", "42704", "99");
  }

  @Test
  @DisplayName("`queryTimeout`")
  void aTimeoutHoldsForEveryStatement() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:?queryTimeout=7");
        Statement statement = connection.createStatement()) {
      assertThat(statement.getQueryTimeout()).isEqualTo(7);
    }
  }

  @Test
  @DisplayName("`targetRecall`")
  void theRecallOfAConnectionIsItsSetting() throws SQLException {
    try (Sql db = Sql.open("jdbc:quiver:?targetRecall=0.99")) {
      assertThat(db.rows("SELECT \"value\" FROM sys.settings WHERE name = 'target_recall'"))
          .containsExactly("0.99");
    }
  }

  @Test
  @DisplayName("`vectorType` (`array` | `varchar` | `binary`: how vectors show themselves …)")
  void vectorsShowThemselvesAsAsked() throws SQLException {
    String query = "SELECT CAST('[1, 2]' AS VECTOR(2))";
    try (Sql array = Sql.open("jdbc:quiver:?vectorType=array");
        Sql text = Sql.open("jdbc:quiver:?vectorType=varchar");
        Sql binary = Sql.open("jdbc:quiver:?vectorType=binary")) {
      assertThat(array.value(query)).isEqualTo(new float[] {1, 2});
      assertThat((String) text.value(query)).matches("\\[1(\\.0)?, ?2(\\.0)?]");
      assertThat(binary.value(query)).isEqualTo(new byte[] {0, 0, -128, 63, 0, 0, 0, 64});
    }
  }

  @Test
  @DisplayName("Several connections, threads and *processes* use one database at once")
  void anotherProcessWritesToTheSameDatabase() throws Exception {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql db = Sql.open(url)) {
      db.run("CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1)");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  url,
                  "INSERT INTO t VALUES (2)")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output").toFile())
              .start();
      assertThat(process.waitFor()).as(Files.readString(directory.resolve("output"))).isZero();
      assertThat(db.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
      assertThat(db.run("INSERT INTO t VALUES (3)")).isOne();
    }
    assertThat(directory.resolve("output")).isEmptyFile();
  }

  @Test
  @DisplayName("readers never block, writers never block readers")
  void aReaderAndAWriterDoNotWaitForEachOther() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql writer = Sql.open(url);
        Sql reader = Sql.open(url)) {
      writer.run("CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (1), (2)");
      writer.connection().setAutoCommit(false);
      writer.run("INSERT INTO t VALUES (3)");
      assertThat(reader.rows("SELECT COUNT(*) FROM t")).containsExactly("2");
      try (Statement statement = reader.connection().createStatement();
          ResultSet open = statement.executeQuery("SELECT id FROM t ORDER BY id")) {
        assertThat(open.next()).isTrue();
        writer.run("DELETE FROM t WHERE id = 2");
        writer.connection().commit();
        assertThat(open.next()).isTrue();
        assertThat(open.getInt(1)).isEqualTo(2);
        assertThat(open.next()).isFalse();
      }
      assertThat(reader.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "3");
    }
  }
}
