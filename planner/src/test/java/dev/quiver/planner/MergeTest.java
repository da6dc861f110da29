package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MERGE and INSERT … ON CONFLICT. */
class MergeTest {
  private TestSession db;

  @BeforeEach
  void open() {
    db = TestSession.inMemory();
    db.run(
        "CREATE TABLE d (id INTEGER PRIMARY KEY, text VARCHAR, n INTEGER DEFAULT 7, v VECTOR(2))");
    db.run(
        "INSERT INTO d VALUES (1, 'one', 1, '[1, 1]'), (2, 'two', 2, NULL), (3, 'three', 3, NULL)");
    db.run("CREATE TABLE s (id INTEGER, text VARCHAR)");
    db.run("INSERT INTO s VALUES (2, 'TWO'), (4, 'FOUR')");
  }

  @AfterEach
  void close() {
    db.close();
  }

  private List<Object> texts() {
    return db.column("SELECT CAST(id AS VARCHAR) || text || CAST(n AS VARCHAR) FROM d ORDER BY id");
  }

  private long version() {
    return (Long) db.value("SELECT version FROM sys.tables WHERE table_name = 'd'");
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void matchesAreUpdatedAndTheRestInsertedAsOneVersion() {
    long before = version();
    long changed =
        db.run(
            "MERGE INTO d USING s ON d.id = s.id"
                + " WHEN MATCHED THEN UPDATE SET text = s.text, n = d.n + 10"
                + " WHEN NOT MATCHED THEN INSERT (id, text) VALUES (s.id, s.text)");
    assertThat(changed).isEqualTo(2);
    assertThat(texts()).containsExactly("1one1", "2TWO12", "3three3", "4FOUR7");
    assertThat(version()).isEqualTo(before + 1);
    assertThat(db.column("SELECT operation FROM sys.versions WHERE table_name = 'd'"))
        .endsWith("MERGE");
    assertThat(db.run("MERGE INTO d USING s ON d.id = s.id + 100 WHEN MATCHED THEN DELETE"))
        .isZero();
    assertThat(version()).isEqualTo(before + 1);
  }

  @Test
  void ofSeveralClausesTheFirstThatFitsIsCarriedOut() {
    db.run("INSERT INTO s VALUES (1, 'gone'), (3, 'kept'), (5, 'no')");
    db.run(
        "MERGE INTO d AS t USING (SELECT id, text FROM s) AS u ON t.id = u.id"
            + " WHEN MATCHED AND u.text = 'gone' THEN DELETE"
            + " WHEN MATCHED AND t.n > 2 THEN DO NOTHING"
            + " WHEN MATCHED THEN UPDATE SET text = LOWER(u.text), n = DEFAULT"
            + " WHEN NOT MATCHED AND text = 'no' THEN DO NOTHING"
            + " WHEN NOT MATCHED THEN INSERT VALUES (id, text, id * 10, '[0, 1]')");
    assertThat(texts()).containsExactly("2two7", "3three3", "4FOUR40");
  }

  @Test
  void theSourceMayBeValuesWithParametersAndRunInBatches() {
    String sql =
        "MERGE INTO d USING (VALUES (?, ?, ?)) AS s (id, word, vec) ON d.id = s.id"
            + " WHEN MATCHED THEN UPDATE SET text = s.word, v = s.vec"
            + " WHEN NOT MATCHED THEN INSERT (id, text, v, n) VALUES (s.id, s.word, s.vec, ?)";
    assertThat(db.run(sql, 2, "zwei", new float[] {5, 5}, 99)).isEqualTo(1);
    long before = version();
    assertThat(
            db.batch(
                sql,
                new Object[] {5, "five", new float[] {3, 4}, 50},
                new Object[] {5, "FIVE", new float[] {4, 4}, 51},
                new Object[] {1, "eins", null, 0}))
        .containsExactly(1, 1, 1);
    assertThat(version()).isEqualTo(before + 1);
    assertThat(texts()).containsExactly("1eins1", "2zwei2", "3three3", "5FIVE50");
    assertThat(db.column("SELECT id FROM d ORDER BY v <-> '[4, 4]' LIMIT 2")).containsExactly(5, 2);
    assertThat(
            db.run(
                "MERGE INTO d USING (SELECT ? AS id, ? AS text) q ON d.id = q.id"
                    + " WHEN NOT MATCHED THEN INSERT (id, text) VALUES (q.id, q.text)",
                6,
                "six"))
        .isEqualTo(1);
  }

  @Test
  void aRowMatchedTwiceIsAnErrorAndNothingIsDone() {
    db.run("INSERT INTO s VALUES (2, 'again')");
    refused(
        () ->
            db.run(
                "MERGE INTO d USING s ON d.id = s.id WHEN MATCHED THEN UPDATE SET text = s.text"
                    + " WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)"),
        ErrorCode.ROW_CHANGED_TWICE,
        "MERGE cannot change a row of table d twice: more than one row of the source matches it");
    assertThat(texts()).containsExactly("1one1", "2two2", "3three3");
    refused(
        () ->
            db.run(
                "MERGE INTO d USING (VALUES (8), (8)) AS s (id) ON d.id = s.id"
                    + " WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)"),
        ErrorCode.DUPLICATE_KEY,
        "duplicate key (8)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MERGE INTO d USING s ON d.id = s.id WHEN MATCHED THEN INSERT VALUES (1); not INSERT",
        "MERGE INTO d USING s ON d.id = s.id WHEN NOT MATCHED THEN DELETE; not UPDATE or DELETE",
        "MERGE INTO d USING d ON d.id = d.id WHEN MATCHED THEN DELETE; both called d",
        "MERGE INTO d USING s ON d.id = s.id WHEN MATCHED THEN UPDATE SET x = 1; unknown column x",
        "MERGE INTO nowhere USING s ON TRUE WHEN MATCHED THEN DELETE; unknown table nowhere",
        "MERGE INTO d AS OF VERSION 1 USING s ON TRUE WHEN MATCHED THEN DELETE; is read-only",
        "MERGE INTO d USING s ON d.id = s.id; expected WHEN",
        "INSERT INTO s VALUES (1, 'x') ON CONFLICT DO NOTHING; needs a key, and s has none",
        "INSERT INTO d (id) VALUES (1) ON CONFLICT (n) DO NOTHING; are not the primary key of d",
        "INSERT INTO d (id) VALUES (1) ON CONFLICT DO UPDATE SET n = 1; needs the columns of the key",
        "INSERT INTO d (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET y = 1; unknown column y",
      })
  void whatIsWrongIsSaid(String sql, String message) {
    assertThatThrownBy(() -> db.run(sql)).hasMessageContaining(message);
  }

  @Test
  void aConflictIsIgnoredOrUpdates() {
    assertThat(
            db.run(
                "INSERT INTO d (id, text) VALUES (2, 'x'), (9, 'nine'), (9, 'y') ON CONFLICT DO NOTHING"))
        .isEqualTo(1);
    assertThat(
            db.run(
                "INSERT INTO d (id, text, n) VALUES (2, 'zwei', 5), (10, 'ten', 6)"
                    + " ON CONFLICT (id) DO UPDATE SET text = text || EXCLUDED.text, n = d.n + excluded.n"))
        .isEqualTo(2);
    assertThat(texts()).containsExactly("1one1", "2twozwei7", "3three3", "9nine7", "10ten6");
    assertThat(
            db.run(
                "INSERT INTO d SELECT id, text, id, NULL FROM s"
                    + " ON CONFLICT (id) DO UPDATE SET n = 0 WHERE d.n > 100"))
        .isEqualTo(1);
    assertThat(texts()).contains("2twozwei7", "4FOUR4");
    refused(
        () ->
            db.run(
                "INSERT INTO d (id) VALUES (1), (1) ON CONFLICT (id) DO UPDATE SET n = EXCLUDED.n"),
        ErrorCode.ROW_CHANGED_TWICE,
        "INSERT ON CONFLICT cannot change a row of table d twice: the statement has key (1) twice");
  }

  @Test
  void aBatchOfUpsertsSeesWhatItDidBefore() {
    String sql =
        "INSERT INTO d (id, text, n) VALUES (?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET n = d.n + EXCLUDED.n";
    long before = version();
    assertThat(
            db.batch(
                sql,
                new Object[] {1, "a", 10},
                new Object[] {20, "b", 1},
                new Object[] {20, "c", 1},
                new Object[] {20, "d", 1}))
        .containsExactly(1, 1, 1, 1);
    assertThat(version()).isEqualTo(before + 1);
    assertThat(texts()).containsExactly("1one11", "2two2", "3three3", "20b3");
    assertThat(
            db.batch(
                "INSERT INTO d (id) VALUES (?) ON CONFLICT (id) DO NOTHING",
                new Object[] {20},
                new Object[] {21},
                new Object[] {21}))
        .containsExactly(0, 1, 0);
    assertThat(
            db.batch(
                "INSERT INTO d (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET n = ?",
                new Object[] {20, 5},
                new Object[] {22, 6}))
        .containsExactly(1, 1);
    assertThat(db.column("SELECT n FROM d WHERE id >= 20 ORDER BY id")).containsExactly(5, 7, 7);
  }

  @Test
  void theyReadTheirOwnTransactionAndAreExplained() {
    db.run("BEGIN");
    db.run("INSERT INTO d (id, text) VALUES (4, 'mine')");
    db.run(
        "MERGE INTO d USING s ON d.id = s.id WHEN MATCHED THEN UPDATE SET text = s.text"
            + " WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)");
    assertThat(texts()).containsExactly("1one1", "2TWO2", "3three3", "4FOUR7");
    db.run("ROLLBACK");
    assertThat(texts()).hasSize(3);
    assertThat(db.column("EXPLAIN MERGE INTO d USING s ON d.id = s.id WHEN MATCHED THEN DELETE"))
        .first()
        .isEqualTo("Merge(d)");
    assertThat(db.column("EXPLAIN INSERT INTO d (id) VALUES (1) ON CONFLICT (id) DO NOTHING"))
        .first()
        .asString()
        .startsWith("Insert(d");
  }
}
