package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows found by a key are those that a scan finds: a twin of the table has no keys. */
class KeyLookupTest {
  private static final int FRAGMENTS = 4;
  private static final int ROWS = 2_000;

  private final TestSession db = TestSession.inMemory();
  private final Random random = new Random(7);

  @BeforeEach
  void tables() {
    String columns = "(id BIGINT%s, name VARCHAR%s, a INTEGER, b DECIMAL(10, 2)%s)";
    db.run("CREATE TABLE t " + columns.formatted(" PRIMARY KEY", " UNIQUE", ", UNIQUE (b, a)"));
    db.run("CREATE TABLE twin " + columns.formatted("", "", ""));
    List<Long> ids = new ArrayList<>();
    for (long id = 0; id < FRAGMENTS * ROWS; id++) {
      ids.add(id);
    }
    Collections.shuffle(ids, random);
    for (int f = 0; f < FRAGMENTS; f++) {
      Object[][] rows = new Object[ROWS][];
      for (int i = 0; i < ROWS; i++) {
        rows[i] = row(ids.get(f * ROWS + i));
      }
      db.batch("INSERT INTO t VALUES (?, ?, ?, ?)", rows);
      db.batch("INSERT INTO twin VALUES (?, ?, ?, ?)", rows);
    }
    same("DELETE FROM %s WHERE id IN (17, 4000, 4001)");
  }

  private static Object[] row(long id) {
    return new Object[] {
      id,
      id % 10 == 0 ? null : "name " + id,
      (int) (id % 100),
      id % 7 == 0 ? null : BigDecimal.valueOf(id, 2)
    };
  }

  @AfterEach
  void close() {
    db.close();
  }

  private long same(String sql, Object... values) {
    long count = db.run(sql.formatted("t"), values);
    assertThat(db.run(sql.formatted("twin"), values)).as(sql).isEqualTo(count);
    return count;
  }

  private void sameRows(String condition, Object... values) {
    String sql = "SELECT * FROM %s WHERE " + condition + " ORDER BY id";
    assertThat(db.rows(sql.formatted("t"), values))
        .as(condition + Arrays.toString(values))
        .isEqualTo(db.rows(sql.formatted("twin"), values));
  }

  private String explain(String sql) {
    return db.column("EXPLAIN PLAN FOR " + sql).toString();
  }

  @Test
  void whatIsFoundByAKeyIsWhatAScanFinds() {
    for (int i = 0; i < 100; i++) {
      long id = random.nextInt(FRAGMENTS * ROWS + 100);
      sameRows("id = ?", id);
      sameRows("id = ? AND a > 50", id);
      sameRows("id IN (?, ?, 3, 4000)", id, id + 1);
      sameRows("name = ?", "name " + id);
      sameRows("name IN (?, 'name 9') OR name = 'name 11'", "name " + id);
      sameRows("b = ? AND a = ?", BigDecimal.valueOf(id, 2), id % 100);
      sameRows("b IN (?, 1.01) AND a IN (?, 1)", BigDecimal.valueOf(id, 2), id % 100);
    }
    for (String condition :
        List.of(
            "id = 5.0",
            "id = 5.5",
            "id = 5e0",
            "id = 99999999999999999999",
            "id = NULL",
            "id = -1",
            "b = 3 AND a = 0",
            "b = 3.000 AND a = 0",
            "b = 3.001 AND a = 0",
            "b = 3.01 AND a = 1.0",
            "name = ''",
            "id = 5 AND id = 6",
            "id <> 5 AND id < 7",
            "id = CAST('8' AS INTEGER)",
            "id IN (5, 6) AND name = 'name 6'",
            "NOT (id <> 9)",
            "id = (SELECT MIN(id) + 1 FROM twin)",
            "name IS NULL AND id = 10",
            "id BETWEEN 12 AND 12",
            "name = NULL OR id = 4")) {
      sameRows(condition);
    }
  }

  @Test
  void rowsOfTheTransactionItselfAreFound() {
    db.run("START TRANSACTION");
    same("UPDATE %s SET id = id + 100000 WHERE id < 300");
    same("UPDATE %s SET name = 'other' WHERE id = 100100");
    same("DELETE FROM %s WHERE id = 100005");
    for (long id : new long[] {5, 7, 100_005, 100_007, 100_100, 301, 17}) {
      sameRows("id = ?", id);
    }
    sameRows("name = 'other'");
    db.run("ROLLBACK");
    sameRows("id IN (5, 100005)");
  }

  @Test
  void changesByKeyFindTheirRows() {
    for (int i = 0; i < 60; i++) {
      long id = random.nextInt(FRAGMENTS * ROWS + 200);
      same("UPDATE %s SET a = a + 1000 WHERE id = ?", id);
      same("DELETE FROM %s WHERE id IN (?, ?)", id + 1, id + 2);
      same(
          "MERGE INTO %s AS m USING (VALUES (?, 5), (?, 6)) AS s (id, a) ON m.id = s.id"
              + " WHEN MATCHED THEN UPDATE SET a = s.a + ?"
              + " WHEN NOT MATCHED THEN INSERT (id, a) VALUES (s.id, s.a)",
          id + 3, id + 1, 10_000 + i * 10);
      sameRows("id IN (?, ?, ?, ?)", id, id + 1, id + 2, id + 3);
    }
    sameRows("TRUE");
    db.run("OPTIMIZE TABLE t");
    sameRows("id = 4321");
    sameRows("TRUE");
  }

  @Test
  void anUpsertFindsWhatIsThere() {
    assertThat(
            db.run(
                "INSERT INTO t VALUES (1, 'new', 1, 1), (99999, 'new too', 2, 2)"
                    + " ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name"))
        .isEqualTo(2);
    assertThat(db.column("SELECT name FROM t WHERE id IN (1, 99999) ORDER BY id"))
        .containsExactly("new", "new too");
    assertThat(db.run("INSERT INTO t VALUES (5, 'name 7', 1, 1) ON CONFLICT (name) DO NOTHING"))
        .isZero();
  }

  @Test
  void explainTellsTheKey() {
    assertThat(explain("SELECT a FROM t WHERE id = 4321"))
        .contains("key lookup: primary key (id)")
        .contains("fragments 1 of 4, about 1 of 7997 rows");
    assertThat(explain("SELECT a FROM t WHERE name IN ('name 1', 'name 10001')"))
        .contains("key lookup: unique constraint t_name_key (name)")
        .contains("fragments 1 of 4, about 1 of");
    assertThat(explain("SELECT a FROM t WHERE a = 1 AND b = 2"))
        .contains("key lookup: unique constraint t_b_a_key (b, a)");
    assertThat(explain("SELECT a FROM t WHERE b = 2")).doesNotContain("key lookup");
    assertThat(explain("SELECT name FROM twin WHERE id = 1")).doesNotContain("key lookup");
    assertThat(
            explain(
                "MERGE INTO t USING (VALUES (1, 'x')) AS s (id, name) ON t.id = s.id"
                    + " WHEN MATCHED THEN UPDATE SET name = s.name"
                    + " WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)"))
        .contains("key lookup: primary key (id) of t");
    assertThat(db.column("EXPLAIN ANALYZE SELECT a FROM t WHERE id = 4321").toString())
        .contains("rows scanned=1");
  }
}
