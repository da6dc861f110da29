package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quiver.storage.file.LocalFileStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a row: made, stored, searched, changed, looked back on, brought back. */
class SpineTest {
  @TempDir Path directory;

  private static void greet(TestSession db) {
    db.run(
        "CREATE TABLE greetings (id INTEGER PRIMARY KEY, text VARCHAR, lang VARCHAR,"
            + " embedding VECTOR(3))");
    assertThat(
            db.batch(
                "INSERT INTO greetings VALUES (?, ?, ?, ?)",
                new Object[] {1, "hello world", "en", new float[] {.1f, .2f, .3f}},
                new Object[] {2, "good morning", "en", new float[] {.9f, .1f, 0}},
                new Object[] {3, "guten Tag", "de", new float[] {.1f, .2f, .3f}},
                new Object[] {4, "hi", "en", null}))
        .containsExactly(1, 1, 1, 1);
  }

  @Test
  void findsTheNearestOfThoseThatMatch() {
    try (TestSession db = TestSession.over(new LocalFileStore(directory))) {
      greet(db);
      List<List<Object>> rows =
          db.rows(
              "SELECT id, text, embedding <=> ? AS d FROM greetings AS OF VERSION 2"
                  + " WHERE lang = 'en' AND CHAR_LENGTH(text) < 100 ORDER BY d LIMIT 10",
              new float[] {.1f, .2f, .3f});
      assertThat(rows).extracting(row -> row.get(0)).containsExactly(1, 2, 4);
      assertThat((Double) rows.get(0).get(2)).isCloseTo(0, within(1e-6));
      assertThat(rows.get(2).get(2)).isNull();
    }
  }

  @Test
  void keepsEverythingForTheNextProcess() {
    try (TestSession db = TestSession.over(new LocalFileStore(directory))) {
      greet(db);
    }
    try (TestSession db = TestSession.over(new LocalFileStore(directory))) {
      assertThat(db.value("SELECT COUNT(*) FROM greetings")).isEqualTo(4L);
      assertThat(db.value("SELECT embedding FROM greetings WHERE id = 1"))
          .isEqualTo(new float[] {.1f, .2f, .3f});
    }
  }

  @Test
  void updatesDeletesAndLooksBack() {
    try (TestSession db = TestSession.inMemory()) {
      greet(db);
      assertThat(
              db.run(
                  "UPDATE greetings SET text = UPPER(text), embedding = ? WHERE id <= 2",
                  new float[] {1, 2, 3}))
          .isEqualTo(2);
      assertThat(db.run("DELETE FROM greetings WHERE lang = ?", "de")).isEqualTo(1);
      assertThat(db.run("DELETE FROM greetings WHERE lang = ?", "fr")).isZero();
      assertThat(db.rows("SELECT id, text FROM greetings ORDER BY id"))
          .containsExactly(List.of(1, "HELLO WORLD"), List.of(2, "GOOD MORNING"), List.of(4, "hi"));
      assertThat(db.rows("SELECT id, text FROM greetings AS OF VERSION 2 ORDER BY id"))
          .containsExactly(
              List.of(1, "hello world"),
              List.of(2, "good morning"),
              List.of(3, "guten Tag"),
              List.of(4, "hi"));
      assertThat(
              db.rows(
                  "SELECT version, operation, rows_added, rows_deleted, row_count"
                      + " FROM sys.versions WHERE table_name = 'greetings' ORDER BY version"))
          .containsExactly(
              List.of(1L, "CREATE TABLE", 0L, 0L, 0L),
              List.of(2L, "INSERT", 4L, 0L, 4L),
              List.of(3L, "UPDATE", 2L, 2L, 4L),
              List.of(4L, "DELETE", 0L, 1L, 3L));
      assertThat(
              db.column(
                  "SELECT a.id FROM greetings AS OF VERSION 2 a"
                      + " LEFT JOIN greetings AS OF VERSION 4 b ON a.id = b.id WHERE b.id IS NULL"))
          .containsExactly(3);
    }
  }

  @Test
  void restoresAndTags() {
    try (TestSession db = TestSession.inMemory()) {
      greet(db);
      db.run("CREATE TAG 'good'");
      db.run("TRUNCATE TABLE greetings");
      assertThat(db.value("SELECT COUNT(*) FROM greetings")).isEqualTo(0L);
      assertThat(db.value("SELECT COUNT(*) FROM greetings AS OF TAG 'good'")).isEqualTo(4L);
      db.run("RESTORE TABLE greetings TO VERSION 2");
      assertThat(db.value("SELECT COUNT(*) FROM greetings")).isEqualTo(4L);
      assertThat(db.column("SELECT operation FROM sys.versions ORDER BY version"))
          .containsExactly("CREATE TABLE", "INSERT", "TRUNCATE", "RESTORE");
      db.run("DROP TABLE greetings");
      assertThat(db.value("SELECT COUNT(*) FROM greetings AS OF TAG 'good'")).isEqualTo(4L);
      assertThat(db.rows("SHOW TAGS")).hasSize(1);
      db.run("DROP TAG 'good'");
      assertThat(db.rows("SHOW TAGS")).isEmpty();
    }
  }

  @Test
  void insertsWhatQueriesAndExpressionsGive() {
    try (TestSession db = TestSession.inMemory()) {
      greet(db);
      db.run(
          "CREATE TABLE copies (n BIGINT NOT NULL, t VARCHAR(20) DEFAULT 'none', v VECTOR(3),"
              + " made TIMESTAMP DEFAULT CURRENT_TIMESTAMP, x DECIMAL(6, 2) DEFAULT 1.5 + 1)");
      assertThat(
              db.run(
                  "INSERT INTO copies (v, n) SELECT embedding, id + 10 FROM greetings"
                      + " WHERE embedding <-> ? < 0.5",
                  new float[] {.1f, .2f, .3f}))
          .isEqualTo(2);
      assertThat(
              db.run(
                  "INSERT INTO copies (n, t, v) VALUES (? + 1, UPPER(CAST(? AS VARCHAR)), ?), (-7, DEFAULT, '[1, 2, 3]')",
                  41,
                  "abc",
                  List.of(1, 2, 3)))
          .isEqualTo(2);
      assertThat(db.rows("SELECT n, t, x FROM copies ORDER BY n"))
          .usingRecursiveComparison()
          .isEqualTo(
              List.of(
                  Arrays.asList(-7L, "none", new java.math.BigDecimal("2.50")),
                  Arrays.asList(11L, "none", new java.math.BigDecimal("2.50")),
                  Arrays.asList(13L, "none", new java.math.BigDecimal("2.50")),
                  Arrays.asList(42L, "ABC", new java.math.BigDecimal("2.50"))));
      assertThat(db.value("SELECT COUNT(*) FROM copies WHERE made IS NOT NULL")).isEqualTo(4L);
      assertThat(db.run("CREATE TABLE big AS SELECT n AS id, v FROM copies WHERE n > 0"))
          .isEqualTo(3);
      assertThat(db.rows("DESCRIBE big"))
          .extracting(row -> row.subList(0, 3))
          .containsExactly(List.of("id", "BIGINT", true), List.of("v", "VECTOR(3)", true));
    }
  }
}
