package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL.md §8, Errors. */
class SqlContractErrorsTest extends ContractTest {
  @TempDir Path directory;

  @BeforeEach
  void makeTable() throws SQLException {
    db.run(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, small TINYINT, word VARCHAR(5), d DATE,"
            + " money DECIMAL(4, 2), v VECTOR(2))",
        "INSERT INTO t (id, word) VALUES (1, 'one')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "SELEC 1                                ; 42601 ; SELEC",
        "SELECT * FRO t                         ; 42601 ; t",
        "SELECT (1                              ; 42601 ; end",
        "SELECT 'open                           ; 42601 ; closing quote",
        "SELECT * FROM nothing                  ; 42S02 ; nothing",
        "SELECT nothing FROM t                  ; 42S22 ; nothing",
        "SELECT x.id FROM t                     ; 42S02 ; x",
        "SELECT NOTHING(1)                      ; 42883 ; NOTHING",
        "INSERT INTO t (nothing) VALUES (1)     ; 42S22 ; nothing",
        "CREATE TABLE t (id INTEGER)            ; 42S01 ; t",
        "CREATE TABLE u (a INTEGER, A DOUBLE)   ; 42S21 ; A",
        "INSERT INTO t (id) VALUES (1)          ; 23505 ; duplicate key (1)",
        "INSERT INTO t (word) VALUES ('x')      ; 23502 ; id",
        "INSERT INTO t (id, small) VALUES (2, 128)      ; 22003 ; 128",
        "INSERT INTO t (id, small) VALUES (2, -129)     ; 22003 ; -129",
        "INSERT INTO t (id, word) VALUES (2, 'longer')  ; 22001 ; word",
        "INSERT INTO t (id, d) VALUES (2, 'tomorrow')   ; 22018 ; tomorrow",
        "INSERT INTO t (id, money) VALUES (2, 100)      ; 22003 ; 100",
        "INSERT INTO t (id, v) VALUES (2, '[1]')        ; 22026 ; VECTOR(2)",
        "INSERT INTO t (id) VALUES ('many')     ; 22018 ; many",
        "SELECT 1 / (id - 1) FROM t             ; 22012 ; zero",
        "SELECT CAST('x' AS INTEGER)            ; 22018 ; x",
        "SELECT id, COUNT(*) FROM t             ; 42000 ; id",
        "SELECT * FROM t AS OF VERSION 9        ; 42704 ; 9",
        "SELECT * FROM t AS OF TAG 'nothing'    ; 42704 ; nothing",
        "DELETE FROM t AS OF VERSION 1          ; 25006 ; old version",
        "SELECT * FROM nowhere.t                ; 42S02 ; nowhere",
        "CREATE TABLE nowhere.u (id INTEGER)    ; 3F000 ; nowhere",
        "SET colour = 'red'                     ; 42000 ; colour",
        "COPY t FROM '/nowhere/at/all.csv'      ; 58P01 ; /nowhere/at/all.csv",
      })
  @DisplayName("Every failure … a five-character SQLSTATE, a vendor code, and a message that names")
  void everyFailureSaysWhatIsWrong(String sql, String sqlState, String named) throws SQLException {
    db.refuses(sql, sqlState, named);
    assertThat(db.rows("SELECT id, word FROM t")).containsExactly("1|one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "SELECT *\\nFROM t\\n  WHEN id = 1        ; line 3 ; column 3",
        "SELECT id,\\n  nothing\\nFROM t          ; line 2 ; column 3",
        "SELECT id\\nFROM   nothing               ; line 2 ; column 8",
        "SELECT NOTHING(id) FROM t                ; line 1 ; column 8",
        "SELECT id FROM t WHERE\\n v <-> '[1]' < 1 ; line 2 ; column",
        "INSERT INTO t (id, v)\\nVALUES (2, '[1, x]') ; line 2 ; column 12",
        "DELETE FROM nothing                      ; line 1 ; column 13",
        "UPDATE t SET nothing = 1                 ; line 1 ; column 14",
        "SELECT * FROM\\nt AS OF VERSION 9        ; line 2 ; column 1",
      })
  @DisplayName("… and, for SQL text, line and column")
  void everyFailureOfTextIsPlaced(String sql, String line, String column) throws SQLException {
    SQLException failure =
        catchThrowableOfType(SQLException.class, () -> db.rows(sql.replace("\\n", "\n")));
    assertThat((Throwable) failure).as(sql).hasMessageContaining(line).hasMessageContaining(column);
  }

  @Test
  @DisplayName("a parameter without a value, or one too many")
  void parametersAreCounted() throws SQLException {
    db.refuses("SELECT id FROM t WHERE id = ?", "07002", "parameter 1");
    SQLException failure =
        catchThrowableOfType(
            SQLException.class, () -> db.rows("SELECT id FROM t WHERE id = ?", 1, 2));
    assertThat(failure.getSQLState()).isEqualTo("07009");
    assertThat((Throwable) failure).hasMessageContaining("2").hasMessageContaining("1..1");
  }

  @Test
  @DisplayName("Bad input never leaves a half-done change: a statement with one bad row of many")
  void aBadRowUndoesItsStatement() throws SQLException {
    db.refuses(
        "INSERT INTO t (id, word) VALUES (2, 'two'), (3, 'three'), (1, 'dup')", "23505", "1");
    db.refuses("UPDATE t SET small = id + 127", "22003", "128");
    db.refuses("INSERT INTO t (id, v) VALUES (2, '[1,2]'), (3, '[1]')", "22026", "v");
    db.refuses("CREATE TABLE u AS SELECT 1 / (id - 1) AS x FROM t", "22012", "zero");
    assertThat(db.rows("SELECT id, word, small FROM t")).containsExactly("1|one|NULL");
    assertThat(db.rows("SELECT table_name, version FROM sys.tables")).containsExactly("t|2");
  }

  @Test
  @DisplayName("… a failed statement leaves its transaction as it was")
  void aBadStatementLeavesItsTransaction() throws SQLException {
    db.connection().setAutoCommit(false);
    db.run("INSERT INTO t (id, word) VALUES (2, 'two')");
    SQLException failure =
        catchThrowableOfType(
            SQLException.class, () -> db.run("INSERT INTO t (id) VALUES (3), (2)"));
    assertThat(failure.getSQLState()).isEqualTo("23505");
    db.run("INSERT INTO t (id, word) VALUES (4, 'four')");
    db.connection().commit();
    assertThat(db.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "2", "4");
  }

  @Test
  @DisplayName("… or a broken connection: two hundred failures later it works")
  void failuresDoNotWearAConnectionOut() throws SQLException {
    for (int i = 0; i < 200; i++) {
      try (Statement statement = db.connection().createStatement()) {
        String sql = i % 2 == 0 ? "SELECT nothing FROM t" : "INSERT INTO t (id) VALUES (1)";
        assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
        assertThat((Throwable) statement.getWarnings()).isNull();
      }
    }
    assertThat(db.connection().isValid(1)).isTrue();
    assertThat(db.rows("SELECT id FROM t")).containsExactly("1");
  }

  @Test
  @DisplayName("a path that is no database")
  void aDirectoryOfOtherFilesIsNoDatabase() throws Exception {
    Files.writeString(directory.resolve("notes.txt"), "shopping");
    SQLException failure = failedOpen(directory);
    assertThat((Throwable) failure).hasMessageContaining(directory.toString());
    assertThat(failure.getSQLState()).isEqualTo("08001");
    assertThat(directory)
        .isDirectoryContaining("glob:**notes.txt")
        .isDirectoryNotContaining("glob:**FORMAT");

    Path file = Files.writeString(directory.resolve("file"), "text");
    failure = failedOpen(file);
    assertThat((Throwable) failure).hasMessageContaining(file.toString());
    assertThat(failure.getSQLState()).isEqualTo("08001");
  }

  private static SQLException failedOpen(Path path) {
    SQLException failure =
        catchThrowableOfType(SQLException.class, () -> Sql.open("jdbc:quiver:" + path).close());
    assertThat((Throwable) failure).isNotNull();
    return failure;
  }

  @Test
  @DisplayName("a damaged file is an error that names it, never an answer")
  void aFlippedBitIsNamed() throws Exception {
    Path path = directory.resolve("db");
    String url = "jdbc:quiver:" + path;
    try (Sql made = Sql.open(url)) {
      made.run("CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (1), (2), (3)");
    }
    Path data;
    try (var files = Files.walk(path)) {
      data = files.filter(file -> file.toString().endsWith(".arrow")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(data);
    for (int i = 64; i < bytes.length; i++) {
      bytes[i] ^= (byte) 1;
    }
    Files.write(data, bytes);
    try (Sql damaged = Sql.open(url).ofDamaged()) {
      damaged.refuses("SELECT SUM(id) FROM t", "XX001", data.getFileName().toString());
    }
  }

  @Test
  @DisplayName("what is closed says so")
  void whatIsClosedSaysSo() throws SQLException {
    Connection connection = Sql.inMemory().connection();
    connection.close();
    SQLException failure = catchThrowableOfType(SQLException.class, connection::createStatement);
    assertThat(failure.getSQLState()).isEqualTo("08003");
    assertThat((Throwable) failure).hasMessageContaining("connection is closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1; SELECT 2", "", "   ", "-- nothing", ";"})
  @DisplayName("text that is not one statement")
  void oneTextIsOneStatement(String sql) throws SQLException {
    db.refuses(sql, "42601");
  }
}
