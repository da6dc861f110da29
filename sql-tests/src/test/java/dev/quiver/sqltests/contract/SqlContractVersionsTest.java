package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL.md §5, Versions. */
class SqlContractVersionsTest extends ContractTest {
  /** Version 1 is empty, 2 holds the row 1, 3 (tagged 'prod') the rows 1 and 2, 4 the row 2. */
  @BeforeEach
  void makeVersions() throws SQLException {
    db.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, text VARCHAR, embedding VECTOR(2))",
        "INSERT INTO docs VALUES (1, 'one', '[1, 0]')",
        "INSERT INTO docs VALUES (2, 'two', '[0, 1]')",
        "CREATE TAG 'prod'",
        "DELETE FROM docs WHERE id = 1");
  }

  private List<String> versions(String table) throws SQLException {
    return db.rows(
        "SELECT version, operation, row_count FROM sys.versions WHERE table_name = '"
            + table
            + "' ORDER BY version");
  }

  @Test
  @DisplayName("Every commit that changes a table's content or schema makes its next version")
  void everyChangeMakesAVersion() throws SQLException {
    assertThat(versions("docs"))
        .containsExactly("1|CREATE TABLE|0", "2|INSERT|1", "3|INSERT|2", "4|DELETE|1");
  }

  @Test
  @DisplayName("1 (CREATE TABLE, empty or AS SELECT)")
  void aTableOfAQueryHasOneVersion() throws SQLException {
    db.run("CREATE TABLE t AS SELECT id FROM docs AS OF VERSION 3");
    assertThat(versions("t")).hasSize(1).first().asString().startsWith("1|").endsWith("|2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM docs WHERE id = 99",
        "UPDATE docs SET text = 'x' WHERE id = 99",
        "INSERT INTO docs SELECT * FROM docs WHERE id = 99",
        "CREATE TAG 'other'",
        "SELECT * FROM docs"
      })
  @DisplayName("A statement that changes nothing makes none")
  void noChangeMakesNoVersion(String sql) throws SQLException {
    db.run(sql);
    assertThat(versions("docs")).hasSize(4);
  }

  @Test
  @DisplayName("a TRUNCATE of an empty table changes nothing")
  void emptyingAnEmptyTableMakesNoVersion() throws SQLException {
    db.run("CREATE TABLE t (id INTEGER)", "TRUNCATE TABLE t");
    assertThat(versions("t")).hasSize(1);
  }

  @Test
  @DisplayName("RESTORE always makes one")
  void restoringTheCurrentVersionMakesAVersion() throws SQLException {
    db.run("RESTORE TABLE docs TO VERSION 4");
    assertThat(versions("docs")).hasSize(5);
    assertThat(db.rows("SELECT id FROM docs")).containsExactly("2");
  }

  @Test
  @DisplayName(
      "A commit over several tables is one database snapshot; commit times strictly increase")
  void commitTimesIncrease() throws SQLException {
    db.connection().setAutoCommit(false);
    db.run("CREATE TABLE t (id INTEGER)", "DELETE FROM docs");
    db.connection().commit();
    db.connection().setAutoCommit(true);
    assertThat(db.value("SELECT COUNT(DISTINCT committed_at) FROM sys.versions")).isEqualTo(5L);
    assertThat(
            db.value(
                "SELECT COUNT(*) FROM sys.versions a JOIN sys.versions b ON a.committed_at = b.committed_at"
                    + " WHERE a.table_name = 't' AND b.table_name = 'docs' AND b.version = 5"))
        .isEqualTo(1L);
    assertThat(
            db.rows(
                "SELECT version FROM sys.versions WHERE table_name = 'docs' ORDER BY committed_at"))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  @DisplayName("`FROM docs AS OF VERSION 3 AS d WHERE … ORDER BY embedding <=> ? LIMIT 10`")
  void anOldVersionIsSearched() throws SQLException {
    String sql =
        "SELECT d.id FROM docs AS OF VERSION 3 AS d WHERE d.text LIKE '%o%'"
            + " ORDER BY embedding <=> ? LIMIT 10";
    float[] query = {1, 0};
    assertThat(db.rows(sql, query)).containsExactly("1", "2");
    assertThat(db.explain(sql, query)).contains("VectorTopK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "AS OF VERSION 1                    ; 0",
        "AS OF VERSION 2                    ; 1",
        "FOR VERSION AS OF 2                ; 1",
        "AS OF VERSION 3                    ; 2",
        "FOR VERSION AS OF 3                ; 2",
        "AS OF TAG 'prod'                   ; 2",
        "AS OF VERSION 4                    ; 1",
        "AS OF TIMESTAMP '2999-01-01 00:00:00' ; 1",
        "FOR SYSTEM_TIME AS OF TIMESTAMP '2999-01-01 00:00:00' ; 1",
      })
  @DisplayName(
      "AS OF VERSION, FOR VERSION AS OF, AS OF TIMESTAMP, FOR SYSTEM_TIME AS OF, AS OF TAG")
  void everyFormReadsItsVersion(String form, long rows) throws SQLException {
    assertThat(db.value("SELECT COUNT(*) FROM docs " + form)).isEqualTo(rows);
    assertThat(db.value("SELECT COUNT(d.id) FROM docs " + form + " AS d")).isEqualTo(rows);
    assertThat(db.value("SELECT COUNT(d.id) FROM docs " + form + " d")).isEqualTo(rows);
  }

  @Test
  @DisplayName("`AS OF TIMESTAMP '…'` reads the version committed at or before that moment")
  void aMomentReadsItsVersion() throws SQLException {
    for (int version = 1; version <= 3; version++) {
      String moment =
          db.rows("SELECT committed_at FROM sys.versions WHERE version = " + version).get(0);
      for (String form : List.of("AS OF", "FOR SYSTEM_TIME AS OF")) {
        String sql = "SELECT COUNT(*) FROM docs " + form + " TIMESTAMP '" + moment + "'";
        assertThat(db.value(sql)).as(sql).isEqualTo(version - 1L);
      }
    }
  }

  @Test
  @DisplayName("two versions of one table in one query")
  void twoVersionsAreCompared() throws SQLException {
    assertThat(
            db.rows(
                "SELECT a.id FROM docs AS OF VERSION 3 a LEFT JOIN docs AS OF VERSION 2 b"
                    + " ON a.id = b.id WHERE b.id IS NULL"))
        .containsExactly("2");
  }

  @Test
  @DisplayName("a table is read with its version's schema")
  void anOldVersionHasItsSchema() throws SQLException {
    db.run("CREATE OR REPLACE TABLE docs (n DOUBLE)");
    long newest =
        (Long) db.value("SELECT MAX(version) FROM sys.versions WHERE table_name = 'docs'");
    assertThat(db.rows("SELECT * FROM docs AS OF VERSION " + newest)).isEmpty();
    if (newest > 1) {
      assertThat(db.rows("SELECT id, text FROM docs AS OF VERSION 2")).containsExactly("1|one");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "AS OF VERSION 5 ; 5",
        "AS OF VERSION 0 ; 0",
        "FOR VERSION AS OF 99 ; 99",
        "AS OF TAG 'none' ; none",
        "AS OF TIMESTAMP '1999-01-01 00:00:00' ; 1999-01-01",
      })
  @DisplayName("a version that there is not is named")
  void anUnknownVersionIsNamed(String form, String named) throws SQLException {
    db.refuses("SELECT * FROM docs " + form, "42704", named);
  }

  @Test
  @DisplayName("`RESTORE TABLE docs TO VERSION 1`: a new version with the old content")
  void anOldVersionComesBack() throws SQLException {
    db.run("RESTORE TABLE docs TO VERSION 3");
    assertThat(db.rows("SELECT id FROM docs ORDER BY id")).containsExactly("1", "2");
    assertThat(versions("docs")).last().isEqualTo("5|RESTORE|2");
    assertThat(db.rows("SELECT id FROM docs AS OF VERSION 4")).containsExactly("2");
    db.refuses("INSERT INTO docs VALUES (1, 'again', NULL)", "23505", "1");
    db.run("RESTORE TABLE docs TO TAG 'prod'", "INSERT INTO docs VALUES (3, 'three', NULL)");
    assertThat(db.rows("SELECT id FROM docs ORDER BY id")).containsExactly("1", "2", "3");
    db.refuses("RESTORE TABLE docs TO VERSION 99", "42704", "docs", "99");
  }

  @Test
  @DisplayName("`CREATE TAG 'prod'`: names the current snapshot of the whole database")
  void aTagIsOfTheWholeDatabase() throws SQLException {
    db.run("CREATE TABLE t (id INTEGER)", "CREATE TAG 'both'", "INSERT INTO t VALUES (1)");
    db.run("DELETE FROM docs");
    assertThat(db.rows("SELECT * FROM t AS OF TAG 'both'")).isEmpty();
    assertThat(db.rows("SELECT id FROM docs AS OF TAG 'both'")).containsExactly("2");
    db.refuses("SELECT * FROM t AS OF TAG 'prod'", "42704", "t", "prod");
    db.refuses("CREATE TAG 'prod'", "42710", "prod");
  }

  @Test
  @DisplayName("`DROP TAG 'prod'`")
  void aTagIsDropped() throws SQLException {
    db.run("DROP TAG 'prod'");
    db.refuses("SELECT * FROM docs AS OF TAG 'prod'", "42704", "prod");
    db.refuses("DROP TAG 'prod'", "42704", "prod");
    assertThat(db.rows("SELECT * FROM sys.tags")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM docs WHERE id IN (SELECT id FROM docs AS OF VERSION 3) ORDER BY id",
        "SELECT id FROM (SELECT * FROM docs AS OF VERSION 4) x",
        "WITH x AS (SELECT * FROM docs AS OF VERSION 4) SELECT id FROM x",
        "SELECT id FROM docs AS OF VERSION 4 UNION SELECT id FROM docs"
      })
  @DisplayName("`AS OF` in any statement that reads")
  void everyReadingStatementTakesAsOf(String sql) throws SQLException {
    assertThat(db.rows(sql)).containsExactly("2");
  }

  @Test
  @DisplayName(
      "`AS OF` in any statement that reads: INSERT … SELECT, UPDATE, DELETE, CREATE TABLE AS")
  void writingStatementsReadOldVersions() throws SQLException {
    db.run("INSERT INTO docs SELECT * FROM docs AS OF VERSION 2");
    assertThat(db.rows("SELECT id FROM docs ORDER BY id")).containsExactly("1", "2");
    db.run("DELETE FROM docs WHERE id IN (SELECT id FROM docs AS OF VERSION 2)");
    assertThat(db.rows("SELECT id FROM docs ORDER BY id")).containsExactly("2");
    db.run("UPDATE docs SET text = 'both' WHERE id IN (SELECT id FROM docs AS OF TAG 'prod')");
    assertThat(db.rows("SELECT text FROM docs")).containsExactly("both");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO docs AS OF VERSION 2 VALUES (9, 'x', NULL)",
        "UPDATE docs AS OF VERSION 2 SET text = 'x'",
        "DELETE FROM docs AS OF VERSION 2",
        "TRUNCATE TABLE docs AS OF VERSION 2",
        "DROP TABLE docs AS OF VERSION 2",
        "RESTORE TABLE docs AS OF VERSION 2 TO VERSION 1",
        "DELETE FROM docs FOR VERSION AS OF 2",
        "DELETE FROM docs AS OF TAG 'prod'"
      })
  @DisplayName("writing to an old version is a clear error")
  void anOldVersionIsNotWrittenTo(String sql) throws SQLException {
    db.refuses(sql, "25006", "docs", "an old version is read-only");
    assertThat(versions("docs")).hasSize(4);
  }
}
