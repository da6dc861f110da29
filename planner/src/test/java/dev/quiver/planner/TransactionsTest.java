package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.VersionPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private TestSession db;
  private TestSession other;

  @BeforeEach
  void open() {
    db = TestSession.inMemory();
    other = db.another();
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)");
    db.run("INSERT INTO t VALUES (1, 10), (2, 20)");
  }

  @AfterEach
  void close() {
    other.close();
    db.close();
  }

  @Test
  void otherSessionsSeeACommitAndNothingBefore() {
    db.session().setAutoCommit(false);
    db.run("INSERT INTO t VALUES (3, 30)");
    db.run("UPDATE t SET v = v + 1 WHERE id = 1");
    db.run("CREATE TABLE u AS SELECT id FROM t");
    assertThat(db.column("SELECT v FROM t ORDER BY id")).containsExactly(11, 20, 30);
    assertThat(db.value("SELECT COUNT(*) FROM u")).isEqualTo(3L);
    assertThat(other.column("SELECT v FROM t ORDER BY id")).containsExactly(10, 20);
    long before = other.session().snapshot().number();
    db.session().commit();
    assertThat(other.column("SELECT v FROM t ORDER BY id")).containsExactly(11, 20, 30);
    assertThat(other.session().snapshot().number()).isEqualTo(before + 1);
    assertThat(other.column("SELECT operation FROM sys.versions WHERE table_name = 't'"))
        .containsExactly("CREATE TABLE", "INSERT", "INSERT, UPDATE, CREATE TABLE AS");
  }

  @Test
  void aSearchSeesTheVectorsOfItsTransactionWhichBecomeOneFragment() {
    db.run("CREATE TABLE d (id INTEGER PRIMARY KEY, v VECTOR(2))");
    db.run("INSERT INTO d VALUES (0, '[9, 9]')");
    db.run("BEGIN");
    for (int i = 1; i <= 50; i++) {
      db.run("INSERT INTO d VALUES (?, ?)", i, new float[] {i, 0});
    }
    assertThat(db.column("SELECT id FROM d ORDER BY v <-> '[7.2, 0]' LIMIT 3"))
        .containsExactly(7, 8, 6);
    db.run("SAVEPOINT s");
    db.batch("UPDATE d SET v = ? WHERE id = ?", args("[7.2, 0]", 50), args("[7.3, 0]", 49));
    db.run("DELETE FROM d WHERE id = 7");
    assertThat(db.column("SELECT id FROM d WHERE id > 1 ORDER BY v <-> '[7.2, 0]' LIMIT 3"))
        .containsExactly(50, 49, 8);
    db.run("ROLLBACK TO s");
    assertThat(db.column("SELECT id FROM d ORDER BY v <-> '[7.2, 0]' LIMIT 3"))
        .containsExactly(7, 8, 6);
    db.run("COMMIT");
    assertThat(db.value("SELECT COUNT(*) FROM sys.fragments WHERE table_name = 'd'")).isEqualTo(2L);
    db.batch("UPDATE d SET v = ? WHERE id = ?", args("[1, 0]", 1), args("[2, 0]", 2));
    assertThat(db.value("SELECT COUNT(*) FROM sys.fragments WHERE table_name = 'd'")).isEqualTo(3L);
    assertThat(db.value("SELECT MAX(version) FROM sys.versions WHERE table_name = 'd'"))
        .isEqualTo(4L);
  }

  private static Object[] args(Object... values) {
    return values;
  }

  @Test
  void rowsThatWentWithTheirTransactionSaySo() {
    db.run("CREATE TABLE bulky (text VARCHAR)");
    db.run("BEGIN");
    String text = "x".repeat(3 << 20);
    db.run("INSERT INTO bulky VALUES (?), (?)", text, text); // too large to stay in memory
    db.run("INSERT INTO bulky VALUES (?), (?)", text, text);
    Result result =
        db.session()
            .prepare("SELECT text FROM bulky")
            .execute(new Object[0], StatementControl.unlimited());
    try (Result.Rows rows = (Result.Rows) result) {
      assertThat(rows.next()).isNotNull();
      db.run("ROLLBACK");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10; i++) {
                  var batch = rows.next();
                  assertThat(batch.column(0).value(0)).isNotNull();
                }
              })
          .isInstanceOfSatisfying(
              QuiverException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSACTION_ENDED))
          .hasMessage("these rows are gone: the transaction that made them was rolled back");
    }
  }

  @Test
  void aLongChangeHoldsUpNobodyElseAndWaitingForItHasItsTimeout() throws Exception {
    db.run("CREATE TABLE many (id INTEGER)");
    db.batch("INSERT INTO many VALUES (?)", rows(200));
    StatementControl control = StatementControl.unlimited();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      String sql = "INSERT INTO t SELECT 5, COUNT(*) FROM many a, many b, many c, many d, many e";
      Future<Result> running =
          executor.submit(() -> db.session().prepare(sql).execute(new Object[0], control));
      while (other
          .rows("SELECT 1 FROM sys.queries WHERE sql LIKE 'INSERT INTO t SELECT 5%'")
          .isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
      assertThat(db.session().snapshot().tables()).contains(TableName.of("many"));
      assertThat(db.session().isUsable()).isTrue();
      assertThat(db.session().inTransaction()).isFalse();
      assertThatThrownBy(
              () ->
                  db.session()
                      .prepare("DELETE FROM t")
                      .execute(new Object[0], StatementControl.within(Duration.ofMillis(30))))
          .isInstanceOfSatisfying(
              QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
      control.cancel();
      assertThatThrownBy(running::get).hasMessageContaining("statement was cancelled");
      assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
    } finally {
      control.cancel();
      executor.shutdown();
    }
  }

  private static Object[][] rows(int count) {
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = new Object[] {i};
    }
    return rows;
  }

  @Test
  void aRollbackLeavesNothing() {
    db.run("BEGIN");
    assertThat(db.run("DELETE FROM t")).isEqualTo(2);
    assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(0L);
    assertThat(db.session().inTransaction()).isTrue();
    db.run("ROLLBACK");
    assertThat(db.session().inTransaction()).isFalse();
    assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
    assertThat(db.value("SELECT COUNT(*) FROM sys.versions")).isEqualTo(2L);
  }

  @Test
  void readsOneSnapshotThroughout() {
    db.session().setAutoCommit(false);
    assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
    other.run("INSERT INTO t VALUES (3, 30)");
    assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
    db.session().commit();
    assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(3L);
  }

  @Test
  void aFailedStatementLeavesTheTransactionAsItWas() {
    db.run("BEGIN");
    db.run("INSERT INTO t VALUES (3, 30)");
    assertCode(ErrorCode.DUPLICATE_KEY, () -> db.run("UPDATE t SET id = 2 WHERE id = 1"));
    assertCode(
        ErrorCode.DUPLICATE_KEY,
        () -> db.run("CREATE OR REPLACE TABLE t (id, PRIMARY KEY (id)) AS SELECT 1 FROM t"));
    assertCode(ErrorCode.SYNTAX, () -> db.run("SELEC"));
    assertThat(db.column("SELECT v FROM t ORDER BY id")).containsExactly(10, 20, 30);
    db.run("COMMIT");
    assertThat(other.column("SELECT v FROM t ORDER BY id")).containsExactly(10, 20, 30);
  }

  @Test
  void theSecondToChangeARowFails() {
    db.session().setAutoCommit(false);
    db.run("UPDATE t SET v = 0 WHERE id = 1");
    other.run("UPDATE t SET v = 1 WHERE id = 1");
    assertCode(ErrorCode.WRITE_CONFLICT, () -> db.session().commit());
    assertThat(db.session().inTransaction()).isFalse();
    assertThat(db.value("SELECT v FROM t WHERE id = 1")).isEqualTo(1);
    db.run("UPDATE t SET v = 2 WHERE id = 1");
    db.session().commit();
    assertThat(other.value("SELECT v FROM t WHERE id = 1")).isEqualTo(2);
  }

  @Test
  void appendsDoNotStandInEachOthersWay() {
    db.session().setAutoCommit(false);
    db.run("INSERT INTO t VALUES (3, 30)");
    other.run("INSERT INTO t VALUES (4, 40)");
    db.session().commit();
    assertThat(db.column("SELECT id FROM t ORDER BY id")).containsExactly(1, 2, 3, 4);
    db.run("INSERT INTO t VALUES (5, 50)");
    other.run("INSERT INTO t VALUES (5, 51)");
    assertCode(ErrorCode.DUPLICATE_KEY, () -> db.session().commit());
  }

  @Test
  void preparedStatementsFollowTheTable() {
    PreparedSql all = other.session().prepare("SELECT * FROM t ORDER BY 1");
    PreparedSql insert = other.session().prepare("INSERT INTO t VALUES (?, ?)");
    db.run("CREATE OR REPLACE TABLE t (name VARCHAR, n BIGINT)");
    insert.execute(new Object[] {"x", 7}, StatementControl.unlimited());
    Result.Rows rows = (Result.Rows) all.execute(new Object[0], StatementControl.unlimited());
    assertThat(rows.columns()).extracting(ColumnInfo::label).containsExactly("name", "n");
    assertThat(TestSession.drain(rows)).containsExactly(List.of("x", 7L));
    db.run("DROP TABLE t");
    assertCode(
        ErrorCode.UNKNOWN_TABLE, () -> all.execute(new Object[0], StatementControl.unlimited()));
  }

  @Test
  void aSessionMayReadThePast() {
    db.run("CREATE TAG 'two'");
    db.run("DELETE FROM t");
    SessionOptions past =
        new SessionOptions(
            TableName.DEFAULT_SCHEMA, false, new VersionPoint.Tag("two"), "historian");
    try (TestSession then = db.another(past)) {
      assertThat(then.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
      assertThat(then.session().readOnly()).isTrue();
      assertThatThrownBy(() -> then.run("DELETE FROM t"))
          .hasMessage("a connection AS OF TAG 'two' is read-only");
      assertCode(ErrorCode.READ_ONLY, () -> then.session().setReadOnly(false));
    }
  }

  @Test
  void manySessionsWriteAtOnce() throws Exception {
    int threads = 4;
    int each = 25;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int base = 1_000 * (t + 1);
        running.add(
            pool.submit(
                () -> {
                  try (TestSession own = db.another()) {
                    for (int i = 0; i < each; i++) {
                      own.run("INSERT INTO t VALUES (?, ?)", base + i, i);
                      own.value("SELECT COUNT(*) FROM t WHERE id >= ?", base);
                    }
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(2L + threads * each);
    assertThat(db.value("SELECT MAX(version) FROM sys.versions")).isEqualTo(2L + threads * each);
  }

  @Test
  void aCancelledStatementStopsAndLeavesNothing() {
    db.run("CREATE TABLE big AS SELECT a.id AS x FROM t a, t b, t c, t d");
    StatementControl control = StatementControl.unlimited();
    control.cancel();
    assertCode(
        ErrorCode.CANCELLED,
        () -> db.session().prepare("DELETE FROM big").execute(new Object[0], control));
    assertThat(db.value("SELECT COUNT(*) FROM big")).isEqualTo(16L);
  }

  private static void assertCode(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
