package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL.md §6, Looking inside. */
class SqlContractInsideTest extends ContractTest {
  private static final String ENDLESS =
      "SELECT COUNT(*) FROM digits a, digits b, digits c, digits d, digits e, digits f,"
          + " digits g, digits h, digits i, digits j, digits k WHERE a.n + k.n > 100";

  @BeforeEach
  void makeDocs() throws SQLException {
    db.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, text VARCHAR NOT NULL,"
            + " lang VARCHAR DEFAULT 'en', embedding VECTOR(2))",
        "INSERT INTO docs VALUES (1, 'one', 'en', '[1, 0]'), (2, 'zwei', 'de', '[0, 1]')",
        "CREATE TABLE digits (n INTEGER)",
        "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
  }

  @Test
  @DisplayName("`EXPLAIN PLAN FOR …`: the operators, what was pushed down")
  void explainShowsTheOperators() throws SQLException {
    assertThat(
            db.explain(
                "SELECT lang, COUNT(*) FROM docs WHERE id > 1 GROUP BY lang ORDER BY lang LIMIT 3"))
        .containsIgnoringCase("scan")
        .contains("docs")
        .containsIgnoringCase("aggregate");
    assertThat(
            db.explain(
                "SELECT id FROM docs WHERE lang = 'en' ORDER BY embedding <-> '[1,0]' LIMIT 3"))
        .contains("VectorTopK", "pushed down");
  }

  @Test
  @DisplayName("`EXPLAIN ANALYZE …`: … rows and fragments pruned, vectors scanned, …, time")
  void explainAnalyzeShowsWhatHappened() throws SQLException {
    String plan =
        String.join(
            "\n",
            db.rows(
                "EXPLAIN ANALYZE SELECT id FROM docs WHERE id > 0"
                    + " ORDER BY embedding <-> '[1,0]' LIMIT 1"));
    assertThat(plan).contains("VectorTopK", "rows=1", "fragments", "vectors", "ms=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO docs VALUES (9, 'x', 'en', NULL)",
        "UPDATE docs SET text = 'x' WHERE id = 1",
        "DELETE FROM docs WHERE id = 1"
      })
  @DisplayName("`EXPLAIN PLAN FOR …` of a change runs nothing")
  void explainRunsNothing(String sql) throws SQLException {
    assertThat(db.explain(sql)).isNotBlank();
    assertThat(db.rows("SELECT id, text FROM docs ORDER BY id")).containsExactly("1|one", "2|zwei");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "SELECT table_name, version, row_count FROM sys.tables WHERE table_name = 'docs'"
            + " ; docs|2|2",
        "SELECT column_name, data_type, nullable FROM sys.columns"
            + " WHERE table_name = 'docs' AND column_name = 'embedding' ; embedding|VECTOR(2)|true",
        "SELECT table_name, version, operation, rows_added, rows_deleted, row_count, fragments"
            + " FROM sys.versions WHERE table_name = 'docs' AND version = 2 ; docs|2|INSERT|2|0|2|1",
        "SELECT COUNT(committed_at), COUNT(bytes) FROM sys.versions WHERE table_name = 'docs' ; 2|2",
        "SELECT COUNT(*) FROM sys.tags ; 0",
        "SELECT COUNT(*) FROM sys.fragments WHERE table_name = 'docs' ; 1",
        "SELECT COUNT(table_name), COUNT(index_name), COUNT(\"method\"), COUNT(\"columns\"),"
            + " COUNT(metric), COUNT(rows_indexed), COUNT(rows_unindexed), COUNT(bytes),"
            + " COUNT(parameters) FROM sys.indexes ; 0|0|0|0|0|0|0|0|0",
        "SELECT COUNT(what), COUNT(phase), COUNT(done), COUNT(total), COUNT(started_at)"
            + " FROM sys.jobs ; 0|0|0|0|0",
        "SELECT sql FROM sys.queries WHERE sql LIKE '%sys.queries%'"
            + " ; SELECT sql FROM sys.queries WHERE sql LIKE '%sys.queries%'",
        "SELECT name FROM sys.settings WHERE name = 'target_recall' ; target_recall",
        "SELECT table_name FROM information_schema.tables WHERE table_name = 'docs' ; docs",
        "SELECT is_nullable FROM information_schema.columns WHERE column_name = 'text' ; NO",
      })
  @DisplayName("System schema `sys`: tables, columns, versions, tags, …; and `information_schema`")
  void theSystemTablesTell(String sql, String row) throws SQLException {
    assertThat(db.rows(sql)).containsExactly(row);
  }

  @Test
  @DisplayName("`sys.tags`")
  void theTagsAreListed() throws SQLException {
    db.run("CREATE TAG 'prod'");
    assertThat(db.rows("SELECT tag FROM sys.tags")).containsExactly("prod");
  }

  @Test
  @DisplayName("the system tables are not written to")
  void theSystemTablesAreReadOnly() throws SQLException {
    db.refuses("DELETE FROM sys.tags", "25006", "sys");
    db.refuses("DROP TABLE sys.tables", "25006", "sys");
  }

  @Test
  @DisplayName("`SHOW TABLES`")
  void showTables() throws SQLException {
    assertThat(db.rows("SHOW TABLES"))
        .hasSize(2)
        .anyMatch(row -> row.contains("docs"))
        .anyMatch(row -> row.contains("digits"));
  }

  @Test
  @DisplayName("`SHOW VERSIONS FROM docs`")
  void showVersions() throws SQLException {
    assertThat(db.rows("SHOW VERSIONS FROM docs"))
        .hasSize(2)
        .anyMatch(row -> row.startsWith("1|") && row.contains("CREATE TABLE"))
        .anyMatch(row -> row.startsWith("2|") && row.contains("INSERT"));
  }

  @Test
  @DisplayName("`SHOW INDEXES FROM docs`")
  void showIndexes() throws SQLException {
    assertThat(db.rows("SHOW INDEXES FROM docs")).isEmpty();
  }

  @Test
  @DisplayName("`CHECK INDEX docs_vec [SAMPLE 1000]`: measured recall@10 and latency")
  void checkIndex() throws SQLException {
    db.run("CREATE INDEX docs_vec ON docs USING IVF_RQ (embedding) WITH (metric = 'l2')");
    assertThat(db.rows("CHECK INDEX docs_vec SAMPLE 1000"))
        .contains("index docs_vec|checksums|ok", "index docs_vec|rows_unindexed|0")
        .anyMatch(row -> row.startsWith("index docs_vec|recall@10|1.0"))
        .anyMatch(row -> row.startsWith("index docs_vec|latency|median "))
        .contains("index docs_vec|rebuild|no");
    db.run("DROP INDEX docs_vec");
    db.refuses("CHECK INDEX docs_vec", "42704", "unknown index docs_vec");
  }

  @Test
  @DisplayName("`DESCRIBE docs`")
  void describe() throws SQLException {
    assertThat(db.rows("DESCRIBE docs"))
        .containsExactly(
            "id|INTEGER|false|NULL|PRIMARY KEY",
            "text|VARCHAR|false|NULL|NULL",
            "lang|VARCHAR|true|'en'|NULL",
            "embedding|VECTOR(2)|true|NULL|NULL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SHOW VERSIONS FROM nothing", "SHOW INDEXES FROM nothing", "DESCRIBE nothing"})
  @DisplayName("… of a table that there is not")
  void showingAnUnknownTableNamesIt(String sql) throws SQLException {
    db.refuses(sql, "42S02", "nothing");
  }

  @Test
  @Timeout(30)
  @DisplayName("`Statement.cancel` … stop[s] anything within 100 ms")
  void cancelStopsAStatement() throws Exception {
    try (Statement statement = db.connection().createStatement()) {
      CompletableFuture<SQLException> failure =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      SQLException.class, () -> readAll(statement.executeQuery(ENDLESS))));
      long cancelled = System.nanoTime();
      while (!failure.isDone()) {
        statement.cancel();
        if (System.nanoTime() - cancelled > TimeUnit.SECONDS.toNanos(10)) {
          break;
        }
        Thread.onSpinWait();
      }
      assertThat(failure.get(1, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
      assertThat((Throwable) failure.get()).hasMessageContaining("cancelled");
    }
    assertThat(db.value("SELECT COUNT(*) FROM digits")).isEqualTo(10L);
  }

  @Test
  @Timeout(30)
  @DisplayName("… and `setQueryTimeout` stop anything …")
  void aTimeoutStopsAStatement() throws SQLException {
    try (Statement statement = db.connection().createStatement()) {
      statement.setQueryTimeout(1);
      SQLException failure =
          catchThrowableOfType(SQLException.class, () -> readAll(statement.executeQuery(ENDLESS)));
      assertThat(failure.getSQLState()).isEqualTo("57014");
      assertThat((Throwable) failure).hasMessageContaining("timeout of");
    }
    assertThat(db.value("SELECT COUNT(*) FROM digits")).isEqualTo(10L);
  }

  @Test
  @Timeout(30)
  @DisplayName("… and leave nothing behind")
  void aStoppedChangeLeavesNothing() throws SQLException {
    try (Statement statement = db.connection().createStatement()) {
      statement.setQueryTimeout(1);
      SQLException failure =
          catchThrowableOfType(
              SQLException.class, () -> statement.executeUpdate("CREATE TABLE t AS " + ENDLESS));
      assertThat(failure.getSQLState()).isEqualTo("57014");
    }
    assertThat(db.rows("SELECT table_name FROM sys.tables WHERE table_name = 't'")).isEmpty();
    assertThat(db.rows("SELECT what FROM sys.jobs")).isEmpty();
    assertThat(db.run("CREATE TABLE t (id INTEGER)")).isZero();
  }

  private static void readAll(ResultSet result) throws SQLException {
    try (result) {
      while (result.next()) {}
    }
  }
}
