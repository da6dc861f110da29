package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TABLE_CHANGES and RESTORE DATABASE. */
class VersionsTest {
  private TestSession db;

  @BeforeEach
  void open() {
    db = TestSession.inMemory();
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v VECTOR(2))"); // snapshot 1
    db.run("INSERT INTO t VALUES (1, '[1, 1]'), (2, '[2, 2]')"); // 2
    db.run("UPDATE t SET v = '[9, 9]' WHERE id = 2"); // 3
    db.run("DELETE FROM t WHERE id = 1"); // 4
  }

  @AfterEach
  void close() {
    db.close();
  }

  private List<Object> changes(String from, String to) {
    return db.column(
        "SELECT change_type || ' ' || CAST(id AS VARCHAR) FROM TABLE(TABLE_CHANGES('t', "
            + from
            + ", "
            + to
            + ")) ORDER BY 1");
  }

  @Test
  void changesAreTheRowsByWhichTwoVersionsDiffer() {
    assertThat(changes("1", "2")).containsExactly("insert 1", "insert 2");
    assertThat(changes("2", "3")).containsExactly("delete 2", "insert 2");
    assertThat(changes("3", "4")).containsExactly("delete 1");
    assertThat(changes("2", "4")).containsExactly("delete 1", "delete 2", "insert 2");
    assertThat(changes("0", "4")).containsExactly("insert 2");
    assertThat(changes("4", "4")).isEmpty();
    assertThat(
            db.column(
                "SELECT c.id FROM TABLE(TABLE_CHANGES('public.t', 1, 4)) AS c"
                    + " WHERE c.change_type = 'insert' ORDER BY c.v <-> '[9, 9]' LIMIT 1"))
        .containsExactly(2);
    db.run("RESTORE TABLE t TO VERSION 2");
    assertThat(changes("4", "5")).containsExactly("delete 2", "insert 1", "insert 2");
    assertThat(changes("2", "5")).isEmpty();
  }

  /** Compaction moves rows from fragment to fragment; what was changed back is no change. */
  @Test
  void changesAreTheSameWhereverRowsLie() {
    db.run("INSERT INTO t VALUES (10, NULL), (11, NULL), (12, NULL), (13, NULL), (14, NULL)"); // 5
    db.run("UPDATE t SET v = '[3, 3]' WHERE id = 11"); // 6
    db.run("UPDATE t SET v = NULL WHERE id = 11"); // 7
    assertThat(changes("5", "6")).containsExactly("delete 11", "insert 11");
    assertThat(changes("5", "7")).isEmpty();
    Random random = new Random(3);
    int last = 7;
    for (int i = 0; i < 60; i++) {
      // One of the rows that were inserted together is never changed, so their fragment stays.
      int id = 11 + random.nextInt(6);
      String change =
          switch (random.nextInt(4)) {
            case 0 -> "DELETE FROM t WHERE id = " + id;
            case 1 -> "INSERT INTO t VALUES (" + id + ", NULL) ON CONFLICT DO NOTHING";
            default -> "UPDATE t SET v = '[0." + random.nextInt(3) + ", 0.5]' WHERE id = " + id;
          };
      last += db.run(change) > 0 ? 1 : 0;
    }
    List<List<List<Object>>> before = allChanges(last);
    assertThat(before).anySatisfy(changed -> assertThat(changed).hasSizeGreaterThan(6));
    db.run("OPTIMIZE TABLE t");
    assertThat(allChanges(last)).isEqualTo(before);
  }

  /** From some versions to all later ones; none has a row both as gone and as new. */
  private List<List<List<Object>>> allChanges(int last) {
    List<List<List<Object>>> all = new ArrayList<>();
    for (int from = 0; from <= last; from += 7) {
      for (int to = from + 1; to <= last; to += 5) {
        String changes =
            "SELECT change_type, id, COALESCE(v <-> '[0, 0]', -1) AS d FROM TABLE(TABLE_CHANGES('t', "
                + from
                + ", "
                + to
                + "))";
        all.add(db.rows(changes + " ORDER BY 1, 2, 3"));
        String both = "SELECT id FROM (" + changes + ") AS c GROUP BY id, d HAVING COUNT(*) > 1";
        assertThat(db.rows(both)).isEmpty();
      }
    }
    return all;
  }

  @Test
  void changesOfWhatIsNotThereAreRefused() {
    assertThatThrownBy(() -> changes("2", "1"))
        .hasMessageContaining("TABLE_CHANGES of t from version 2 to 1");
    assertThatThrownBy(() -> changes("1", "99")).hasMessageContaining("has no version 99");
    assertThatThrownBy(() -> changes("1", "?")).hasMessageContaining("as literals");
    assertThatThrownBy(() -> db.run("SELECT * FROM TABLE(TABLE_CHANGES('nowhere', 1, 2))"))
        .hasMessageContaining("nowhere");
  }

  @Test
  void aDatabaseComesBackWithTablesThatWereDroppedAndWithoutThoseMadeSince() {
    db.run("CREATE TABLE kept (id INTEGER)"); // 5
    db.run("INSERT INTO kept VALUES (1)"); // 6
    db.run("CREATE TAG 'then'"); // the tag names 6
    db.run("DROP TABLE t");
    db.run("CREATE TABLE t (other VARCHAR)");
    db.run("CREATE TABLE made (id INTEGER)");
    db.run("INSERT INTO kept VALUES (2)");
    db.run("RESTORE DATABASE TO TAG 'then'");
    assertThat(db.column("SELECT table_name FROM sys.tables ORDER BY 1"))
        .containsExactly("kept", "t");
    assertThat(db.column("SELECT id FROM t")).containsExactly(2);
    assertThat(db.column("SELECT id FROM kept")).containsExactly(1);
    assertThat(db.value("SELECT version FROM sys.tables WHERE table_name = 't'")).isEqualTo(5L);
    db.run("INSERT INTO t VALUES (3, NULL)");
    assertThatThrownBy(() -> db.run("INSERT INTO t VALUES (2, NULL)"))
        .hasMessageContaining("duplicate key (2)");
    db.run("RESTORE DATABASE TO VERSION 2");
    assertThat(db.column("SELECT id FROM t ORDER BY id")).containsExactly(1, 2);
    assertThat(db.column("SELECT table_name FROM sys.tables")).containsExactly("t");
    assertThatThrownBy(() -> db.run("RESTORE DATABASE TO VERSION 999"))
        .hasMessageContaining("no snapshot at");
  }

  @Test
  void restoringADatabaseIsAChangeLikeOthers() {
    db.run("BEGIN");
    db.run("DROP TABLE t");
    db.run("RESTORE DATABASE TO VERSION 2");
    assertThat(db.column("SELECT id FROM t ORDER BY id")).containsExactly(1, 2);
    db.run("ROLLBACK");
    assertThat(db.column("SELECT id FROM t")).containsExactly(2);
    try (TestSession other = db.another()) {
      db.run("BEGIN");
      db.run("RESTORE DATABASE TO VERSION 2");
      other.run("INSERT INTO t VALUES (5, NULL)");
      assertThatThrownBy(() -> db.run("COMMIT"))
          .hasMessage("table t: another transaction changed it meanwhile; retry the transaction");
    }
  }
}
