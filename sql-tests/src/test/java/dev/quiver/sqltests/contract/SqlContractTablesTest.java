package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.driver.QuiverConnection;
import dev.quiver.driver.QuiverResultSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL.md §3, Tables and data. */
class SqlContractTablesTest extends ContractTest {
  private static final String DOCS =
      """
      CREATE TABLE docs (
        id BIGINT PRIMARY KEY,                        -- enforced, also between concurrent writers
        text VARCHAR NOT NULL, source VARCHAR, ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
        embedding VECTOR(3),
        image BLOB, image_embedding VECTOR(2)       -- any number of vector columns
      )""";

  @TempDir Path directory;

  @Test
  @DisplayName("`CREATE TABLE docs (…)` as the manual writes it")
  void theTableOfTheManual() throws SQLException {
    db.run(DOCS);
    assertThat(db.rows("SELECT column_name FROM sys.columns WHERE table_name = 'docs'"))
        .containsExactly("id", "text", "source", "ts", "embedding", "image", "image_embedding");
  }

  @Test
  @DisplayName("PRIMARY KEY: enforced")
  void aKeyIsThereOnce() throws SQLException {
    db.run(DOCS, "INSERT INTO docs (id, text) VALUES (1, 'one')");
    db.refuses("INSERT INTO docs (id, text) VALUES (2, 'b'), (1, 'a')", "23505", "1", "docs");
    db.refuses("INSERT INTO docs (id, text) VALUES (3, 'b'), (3, 'a')", "23505", "3", "docs");
    db.refuses("INSERT INTO docs (text) VALUES ('no key')", "23502", "id", "docs");
    assertThat(db.rows("SELECT id, text FROM docs")).containsExactly("1|one");
  }

  @Test
  @DisplayName("… also between concurrent writers")
  void aKeyIsThereOnceAlsoBetweenWriters() throws Exception {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql first = Sql.open(url)) {
      first.run("CREATE TABLE t (id INTEGER PRIMARY KEY, writer INTEGER)");
      ExecutorService writers = Executors.newFixedThreadPool(2);
      Future<Integer> a = writers.submit(writer(url, 1));
      Future<Integer> b = writers.submit(writer(url, 2));
      int written = a.get() + b.get();
      writers.shutdown();
      assertThat(written).isEqualTo(20);
      assertThat(first.value("SELECT COUNT(*) FROM t")).isEqualTo(20L);
      assertThat(first.value("SELECT COUNT(DISTINCT id) FROM t")).isEqualTo(20L);
    }
  }

  private static Callable<Integer> writer(String url, int number) {
    return () -> {
      int written = 0;
      try (Sql db = Sql.open(url)) {
        for (int id = 0; id < 20; id++) {
          try {
            written += db.update("INSERT INTO t VALUES (?, ?)", id, number);
          } catch (SQLException e) {
            assertThat(e.getSQLState()).isIn("23505", "40001");
            id -= e.getSQLState().equals("40001") ? 1 : 0;
          }
        }
      }
      return written;
    };
  }

  @Test
  @DisplayName("`text VARCHAR NOT NULL`")
  void aColumnMayForbidNull() throws SQLException {
    db.run(DOCS);
    db.refuses("INSERT INTO docs (id, text) VALUES (1, NULL)", "23502", "text", "docs");
    db.refuses("INSERT INTO docs (id) VALUES (1)", "23502", "text", "docs");
    db.run("INSERT INTO docs (id, text) VALUES (1, 'a')");
    db.refuses("UPDATE docs SET text = NULL", "23502", "text", "docs");
  }

  @Test
  @DisplayName("`ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP`")
  void aDefaultFillsWhatIsLeftOut() throws SQLException {
    db.run(DOCS, "INSERT INTO docs (id, text) VALUES (1, 'a')");
    db.run("INSERT INTO docs (id, text, ts) VALUES (2, 'b', NULL)");
    assertThat(db.rows("SELECT id, ts IS NOT NULL AND ts <= CURRENT_TIMESTAMP FROM docs"))
        .containsExactly("1|true", "2|false");
  }

  @Test
  @DisplayName("any number of vector columns")
  void twoVectorColumnsAreSearchedApart() throws SQLException {
    db.run(
        DOCS,
        "INSERT INTO docs (id, text, embedding, image_embedding) VALUES"
            + " (1, 'a', '[1,0,0]', '[0,1]'), (2, 'b', '[0,1,0]', '[1,0]')");
    assertThat(db.rows("SELECT id FROM docs ORDER BY embedding <-> '[1,0,0]' LIMIT 1"))
        .containsExactly("1");
    assertThat(db.rows("SELECT id FROM docs ORDER BY image_embedding <-> '[1,0]' LIMIT 1"))
        .containsExactly("2");
  }

  private void numbers() throws SQLException {
    db.run("CREATE TABLE n (id INTEGER, word VARCHAR)");
    db.run("INSERT INTO n VALUES (1, 'one'), (2, 'two'), (3, 'three')");
  }

  @Test
  @DisplayName("`CREATE TABLE t AS SELECT …`")
  void aTableIsMadeOfAQuery() throws SQLException {
    numbers();
    db.run("CREATE TABLE t AS SELECT id * 10 AS ten, word FROM n WHERE id > 1");
    assertThat(db.rows("SELECT ten, word FROM t ORDER BY ten"))
        .containsExactly("20|two", "30|three");
  }

  @Test
  @DisplayName("`CREATE OR REPLACE TABLE …`")
  void aTableIsReplaced() throws SQLException {
    numbers();
    db.refuses("CREATE TABLE n (x DOUBLE)", "42S01", "n");
    db.run("CREATE TABLE IF NOT EXISTS n (x DOUBLE)");
    assertThat(db.rows("SELECT id FROM n WHERE id = 1")).containsExactly("1");
    db.run("CREATE OR REPLACE TABLE n (x DOUBLE)");
    assertThat(db.rows("SELECT x FROM n")).isEmpty();
  }

  @Test
  @DisplayName("`DROP TABLE [IF EXISTS] t`")
  void aTableIsDropped() throws SQLException {
    numbers();
    db.run("DROP TABLE n", "DROP TABLE IF EXISTS n");
    db.refuses("DROP TABLE n", "42S02", "n");
    db.refuses("SELECT * FROM n", "42S02", "n");
  }

  @Test
  @DisplayName("`TRUNCATE TABLE t`")
  void aTableIsEmptied() throws SQLException {
    numbers();
    db.run("TRUNCATE TABLE n");
    assertThat(db.rows("SELECT * FROM n")).isEmpty();
    assertThat(db.value("SELECT COUNT(*) FROM n AS OF VERSION 2")).isEqualTo(3L);
  }

  @Test
  @DisplayName("`addBatch/executeBatch`: one commit, one version")
  void aBatchIsOneVersion() throws SQLException {
    db.run(DOCS);
    try (PreparedStatement insert =
        db.connection()
            .prepareStatement("INSERT INTO docs (id, text, embedding) VALUES (?, ?, ?)")) {
      for (int id = 1; id <= 100; id++) {
        insert.setLong(1, id);
        insert.setString(2, "text " + id);
        insert.setObject(3, new float[] {id, 0, 1});
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(100).containsOnly(1);
    }
    assertThat(db.rows("SELECT version, rows_added FROM sys.versions"))
        .containsExactly("1|0", "2|100");
  }

  @Test
  @DisplayName("a batch with a bad row leaves nothing behind")
  void aBatchIsAllOrNothing() throws SQLException {
    db.run(DOCS);
    try (PreparedStatement insert =
        db.connection().prepareStatement("INSERT INTO docs (id, text) VALUES (?, ?)")) {
      for (int id : new int[] {1, 2, 1}) {
        insert.setLong(1, id);
        insert.setString(2, "text");
        insert.addBatch();
      }
      BatchUpdateException failure =
          Assertions.catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
      assertThat((Throwable) failure).hasMessageContaining("duplicate key (1)");
      assertThat(failure.getSQLState()).isEqualTo("23505");
    }
    assertThat(db.rows("SELECT id FROM docs")).isEmpty();
  }

  @Test
  @DisplayName("`INSERT INTO docs SELECT …`")
  void rowsAreInsertedFromAQuery() throws SQLException {
    numbers();
    assertThat(db.run("INSERT INTO n SELECT id + 10, UPPER(word) FROM n WHERE id < 3"))
        .isEqualTo(2);
    assertThat(db.rows("SELECT id, word FROM n WHERE id > 10 ORDER BY id"))
        .containsExactly("11|ONE", "12|TWO");
  }

  @Test
  @DisplayName("`UPDATE docs SET … WHERE …`")
  void rowsAreUpdated() throws SQLException {
    numbers();
    assertThat(db.run("UPDATE n SET word = word || '!', id = id + 1 WHERE id >= 2")).isEqualTo(2);
    assertThat(db.rows("SELECT id, word FROM n ORDER BY id"))
        .containsExactly("1|one", "3|two!", "4|three!");
    assertThat(db.update("UPDATE n SET word = ? WHERE id = ?", "four", 4)).isOne();
  }

  @Test
  @DisplayName("`DELETE FROM docs WHERE …`")
  void rowsAreDeleted() throws SQLException {
    numbers();
    assertThat(db.run("DELETE FROM n WHERE word LIKE 't%'")).isEqualTo(2);
    assertThat(db.rows("SELECT id FROM n")).containsExactly("1");
    assertThat(db.run("DELETE FROM n")).isOne();
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), java.util.List.of(lines));
  }

  @Test
  @DisplayName("`COPY docs FROM 'file…'`: csv")
  void aCsvFileIsLoaded() throws SQLException, IOException {
    Path csv = file("n.csv", "id,word", "1,one", "2,\"t,wo\"", "3,");
    db.run("CREATE TABLE n (id INTEGER, word VARCHAR)");
    assertThat(db.run("COPY n FROM '" + csv + "' WITH (header = true)")).isEqualTo(3);
    assertThat(db.rows("SELECT * FROM n")).containsExactly("1|one", "2|t,wo", "3|NULL");
    assertThat(db.value("SELECT MAX(version) FROM sys.versions")).isEqualTo(2L);
  }

  @Test
  @DisplayName("`COPY docs FROM 'file…'`: jsonl")
  void aJsonLinesFileIsLoaded() throws SQLException, IOException {
    Path json =
        file("t.jsonl", "{\"id\": 1, \"v\": [1, 2]}", "{\"v\": null, \"id\": 2}", "{\"id\": 3}");
    db.run("CREATE TABLE t (id INTEGER, v VECTOR(2))");
    assertThat(db.run("COPY t FROM '" + json + "'")).isEqualTo(3);
    assertThat(db.value("SELECT v FROM t WHERE id = 1")).isEqualTo(new float[] {1, 2});
    assertThat(db.value("SELECT COUNT(*) FROM t WHERE v IS NULL")).isEqualTo(2L);
  }

  @Test
  @DisplayName("`COPY docs FROM 'file…'`: arrow, as a data file of any database")
  void anArrowFileIsLoaded() throws SQLException, IOException {
    try (Sql other = Sql.open("jdbc:quiver:" + directory.resolve("db"))) {
      other.run("CREATE TABLE n (id INTEGER)", "INSERT INTO n VALUES (1), (2)");
    }
    Path arrow;
    try (var files = Files.walk(directory.resolve("db"))) {
      arrow = files.filter(path -> path.toString().endsWith(".arrow")).findFirst().orElseThrow();
    }
    assertThat(db.value("SELECT COUNT(*) FROM READ_ARROW('" + arrow + "')")).isEqualTo(2L);
  }

  @Test
  @DisplayName("`COPY`: a bad row names file, line and column, and nothing is loaded")
  void aBadRowLoadsNothing() throws SQLException, IOException {
    Path csv = file("bad.csv", "id,word", "1,one", "two,2");
    db.run("CREATE TABLE n (id INTEGER, word VARCHAR)");
    db.refuses(
        "COPY n FROM '" + csv + "' WITH (header = true)",
        "22000",
        "bad.csv",
        "line 3",
        "id",
        "two");
    assertThat(db.rows("SELECT * FROM n")).isEmpty();
    db.refuses("COPY n FROM '" + directory + "/none.csv'", "58P01", "none.csv");
  }

  @Test
  @DisplayName("`COPY (SELECT …) TO 'out…'`: csv")
  void aQueryIsWrittenToAFile() throws SQLException, IOException {
    numbers();
    Path out = directory.resolve("out.csv");
    assertThat(db.run("COPY (SELECT id, word FROM n WHERE id > 1 ORDER BY id) TO '" + out + "'"))
        .isEqualTo(2);
    assertThat(Files.readString(out)).contains("2,two").contains("3,three");
  }

  @Test
  @DisplayName("likewise READ_…, READ_CSV, READ_JSON")
  void filesAreReadLikeTables() throws SQLException, IOException {
    Path csv = file("n.csv", "id,word", "1,one", "2,two");
    Path json = file("n.jsonl", "{\"id\": 1, \"tag\": \"x\"}", "{\"id\": 2, \"tag\": \"y\"}");
    assertThat(
            db.rows(
                "SELECT c.word, j.tag FROM READ_CSV('"
                    + csv
                    + "') c JOIN READ_JSON('"
                    + json
                    + "') j ON c.id = j.id ORDER BY c.id"))
        .containsExactly("one|x", "two|y");
  }

  @Test
  @DisplayName("Autocommit is on")
  void autocommitIsOn() throws SQLException {
    assertThat(db.connection().getAutoCommit()).isTrue();
  }

  @Test
  @DisplayName("With it off, everything between two commits is one atomic change over any tables")
  void aTransactionIsOneChange() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql writer = Sql.open(url);
        Sql reader = Sql.open(url)) {
      writer.run("CREATE TABLE a (x INTEGER)", "CREATE TABLE b (x INTEGER)");
      writer.connection().setAutoCommit(false);
      writer.run(
          "INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (2)", "INSERT INTO a VALUES (3)");
      assertThat(writer.rows("SELECT COUNT(*) FROM a")).containsExactly("2");
      assertThat(reader.rows("SELECT COUNT(*) FROM a")).containsExactly("0");
      writer.connection().commit();
      assertThat(reader.rows("SELECT x FROM a UNION ALL SELECT x FROM b")).hasSize(3);
      assertThat(reader.rows("SELECT table_name, version FROM sys.tables"))
          .containsExactly("a|2", "b|2");
      writer.run("DELETE FROM a", "DROP TABLE b");
      writer.connection().rollback();
      assertThat(writer.rows("SELECT x FROM a UNION ALL SELECT x FROM b")).hasSize(3);
    }
  }

  @Test
  @DisplayName("under snapshot isolation")
  void aTransactionReadsOneSnapshot() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql writer = Sql.open(url);
        Sql reader = Sql.open(url)) {
      writer.run("CREATE TABLE t (x INTEGER)", "INSERT INTO t VALUES (1)");
      reader.connection().setAutoCommit(false);
      assertThat(reader.rows("SELECT x FROM t")).containsExactly("1");
      writer.run("INSERT INTO t VALUES (2)");
      assertThat(reader.rows("SELECT x FROM t")).containsExactly("1");
      reader.connection().commit();
      assertThat(reader.rows("SELECT x FROM t ORDER BY x")).containsExactly("1", "2");
    }
  }

  @Test
  @DisplayName("a write conflict is SQLSTATE 40001")
  void theSecondWriterOfARowIsRefused() throws SQLException {
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Sql first = Sql.open(url);
        Sql second = Sql.open(url)) {
      first.run("CREATE TABLE t (id INTEGER, x INTEGER)", "INSERT INTO t VALUES (1, 0)");
      second.connection().setAutoCommit(false);
      second.run("UPDATE t SET x = 2 WHERE id = 1");
      first.run("UPDATE t SET x = 1 WHERE id = 1");
      SQLException conflict =
          Assertions.catchThrowableOfType(SQLException.class, () -> second.connection().commit());
      assertThat(conflict.getSQLState()).isEqualTo("40001");
      assertThat((Throwable) conflict).hasMessageContaining("table t");
      second.connection().rollback();
      assertThat(second.rows("SELECT x FROM t")).containsExactly("1");
    }
  }

  @Test
  @DisplayName("Vectors of an Arrow `VectorSchemaRoot` go in and out without rows")
  void arrowRootsGoInAndOut() throws Exception {
    db.run(ArrowRows.TABLE);
    List<String> given = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator()) {
      QuiverConnection connection = db.connection().unwrap(QuiverConnection.class);
      for (int rows : new int[] {5_000, 1, 2_048, 0, 3_000}) {
        try (VectorSchemaRoot root = new ArrowRows(allocator).root(given.size(), rows)) {
          assertThat(connection.append("all_types", root)).isEqualTo(rows);
          given.addAll(ArrowRows.values(root));
        }
      }
      assertThat(db.rows("SELECT COUNT(*) FROM all_types")).containsExactly("10049");
      assertThat(
              db.rows(
                  "SELECT operation, rows_added FROM sys.versions WHERE table_name = 'all_types'"))
          .containsExactly(
              "CREATE TABLE|0", "APPEND|5000", "APPEND|1", "APPEND|2048", "APPEND|3000");
      List<String> found = new ArrayList<>();
      int batches = 0;
      try (Statement statement = db.connection().createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM all_types ORDER BY id");
          ArrowReader reader = rows.unwrap(QuiverResultSet.class).arrow(allocator)) {
        while (reader.loadNextBatch()) {
          found.addAll(ArrowRows.values(reader.getVectorSchemaRoot()));
          batches++;
        }
      }
      assertThat(batches).isGreaterThan(3);
      assertThat(found).isEqualTo(given);
    }
  }

  @Test
  @DisplayName("What went in as a root reads like any other row")
  void whatWentInAsARootIsARow() throws Exception {
    db.run(ArrowRows.TABLE);
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = new ArrowRows(allocator).root(0, 300)) {
      db.connection().unwrap(QuiverConnection.class).append("all_types", root);
      try (Statement statement = db.connection().createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM all_types ORDER BY id")) {
        for (int row = 0; rows.next(); row++) {
          assertThat(rows.getObject("price")).isEqualTo(root.getVector("price").getObject(row));
          assertThat(rows.getObject("made", LocalDateTime.class))
              .isEqualTo(root.getVector("made").getObject(row));
          assertThat(rows.getBytes("image")).isEqualTo(root.getVector("image").getObject(row));
          List<?> vector = (List<?>) root.getVector("embedding").getObject(row);
          float[] embedding = rows.getObject("embedding", float[].class);
          assertThat(String.valueOf(vector)).isEqualTo(Arrays.toString(embedding).replace(" ", ""));
          Array tags = rows.getArray("tags");
          assertThat(tags == null ? null : Arrays.asList((Object[]) tags.getArray()))
              .isEqualTo(root.getVector("tags").getObject(row));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "ALTER TABLE n ADD COLUMN lang VARCHAR DEFAULT 'en' ; ALTER TABLE",
        "ALTER TABLE n DROP COLUMN word ; ALTER TABLE",
        "ALTER TABLE n RENAME COLUMN id TO b ; ALTER TABLE",
        "ALTER TABLE n RENAME TO d ; ALTER TABLE",
        "ALTER TABLE n ALTER COLUMN id SET DATA TYPE BIGINT ; ALTER TABLE",
        "CREATE SCHEMA s ; CREATE SCHEMA",
        "DROP SCHEMA s ; DROP SCHEMA",
        "CREATE VIEW v AS SELECT id FROM n ; CREATE VIEW",
        "CREATE OR REPLACE VIEW v AS SELECT id FROM n ; CREATE VIEW",
        "DROP VIEW v ; DROP VIEW",
        "COMMENT ON TABLE n IS 'numbers' ; COMMENT",
        "CREATE INDEX ON n (word) ; CREATE INDEX",
        "SELECT id FROM n WHERE MATCH(word, 'x') ; MATCH",
        "SELECT BM25(word, 'x') FROM n ; BM25",
        "SELECT EMBED('m', word) FROM n ; EMBED",
        "SELECT RERANK('m', 'q', word) FROM n ; RERANK",
        "SELECT GENERATE('m', word) FROM n ; GENERATE",
        "CREATE TABLE g (w VARCHAR, n INTEGER GENERATED ALWAYS AS (CHAR_LENGTH(w)) STORED) ; generated column",
        "SELECT * FROM TABLE(HYBRID_SEARCH('n', 'word', 'x', 'v', '[1]')) ; HYBRID_SEARCH",
      })
  @DisplayName("what is not built yet is an error 0A000 that names the construct")
  void whatIsNotBuiltSaysSo(String sql, String construct) throws SQLException {
    numbers();
    db.refuses(sql, "0A000", construct, "not supported");
  }

  @Test
  @DisplayName("`HYBRID_SEARCH(…, k => 20)`, as the manual writes it, is not built yet and says so")
  void aNamedArgumentDoesNotHideWhatIsNotBuilt() throws SQLException {
    db.refuses(
        "SELECT * FROM TABLE(HYBRID_SEARCH('n', 'word', 'x', 'v', '[1]', k => 20))",
        "0A000",
        "HYBRID_SEARCH");
  }
}
