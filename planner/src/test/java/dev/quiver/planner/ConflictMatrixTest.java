package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of changes by two transactions over one snapshot: both are kept, or the second is told
 * by 40001 which table is concerned and why.
 */
class ConflictMatrixTest {

  /** What a transaction does to t, which holds 1, 2 and 3 since version 2 and 4 since version 3. */
  private enum Change {
    APPEND("INSERT INTO t VALUES (KEY, 0)"),
    DELETE_ROW("DELETE FROM t WHERE id = 1"),
    DELETE_OTHER_ROW("DELETE FROM t WHERE id = 2"),
    UPDATE_ROW("UPDATE t SET n = KEY WHERE id = 1"),
    UPDATE_OTHER_ROW("UPDATE t SET n = KEY WHERE id = 2"),
    MERGE(
        "MERGE INTO t USING (VALUES (1), (KEY)) AS s (id) ON t.id = s.id"
            + " WHEN MATCHED THEN UPDATE SET n = KEY"
            + " WHEN NOT MATCHED THEN INSERT VALUES (s.id, 0)"),
    UPSERT("INSERT INTO t VALUES (2, 0), (KEY, 0) ON CONFLICT (id) DO UPDATE SET n = EXCLUDED.n"),
    TRUNCATE("TRUNCATE TABLE t"),
    DROP("DROP TABLE t"),
    RESTORE("RESTORE TABLE t TO VERSION 2"),
    RESTORE_DATABASE("RESTORE DATABASE TO TAG 'two'"),
    CREATE("CREATE TABLE made (id INTEGER)"),
    TAG("CREATE TAG 'now'"),
    APPEND_ELSEWHERE("INSERT INTO u VALUES (KEY)"),
    TRUNCATE_ELSEWHERE("TRUNCATE TABLE u");

    private final String sql;

    Change(String sql) {
      this.sql = sql;
    }

    /** Each transaction has a key of its own. */
    String sql(int key) {
      return sql.replace("KEY", String.valueOf(key));
    }
  }

  private static final Set<Change> ROW_1 =
      EnumSet.of(Change.DELETE_ROW, Change.UPDATE_ROW, Change.MERGE);
  private static final Set<Change> ROW_2 =
      EnumSet.of(Change.DELETE_OTHER_ROW, Change.UPDATE_OTHER_ROW, Change.UPSERT);
  private static final Set<Change> WHOLE =
      EnumSet.of(Change.TRUNCATE, Change.DROP, Change.RESTORE, Change.RESTORE_DATABASE);

  static Stream<Arguments> pairs() {
    return Stream.of(Change.values())
        .flatMap(first -> Stream.of(Change.values()).map(second -> Arguments.of(first, second)));
  }

  /** The rules: what the second is told, or empty. */
  private static String expected(Change first, Change second) {
    boolean secondInT =
        second == Change.APPEND
            || ROW_1.contains(second)
            || ROW_2.contains(second)
            || WHOLE.contains(second);
    boolean firstInT =
        first == Change.APPEND
            || ROW_1.contains(first)
            || ROW_2.contains(first)
            || WHOLE.contains(first);
    if (firstInT && secondInT) {
      if (first == Change.DROP) {
        return "table t: another transaction dropped it meanwhile";
      }
      if (WHOLE.contains(second)) {
        return "table t: another transaction changed it meanwhile";
      }
      boolean sameRow =
          (ROW_1.contains(first) && ROW_1.contains(second))
              || (ROW_2.contains(first) && ROW_2.contains(second));
      boolean deletes = ROW_1.contains(second) || ROW_2.contains(second);
      if (sameRow || (first == Change.TRUNCATE && deletes)) {
        return "table t: another transaction changed or deleted the same rows meanwhile";
      }
    }
    if (first == Change.CREATE && second == Change.CREATE) {
      return "table made: another transaction created it meanwhile";
    }
    boolean firstInU = first == Change.APPEND_ELSEWHERE || first == Change.TRUNCATE_ELSEWHERE;
    return firstInU && second == Change.TRUNCATE_ELSEWHERE
        ? "table u: another transaction changed it meanwhile"
        : "";
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairGoesTogetherOrSaysWhyNot(Change first, Change second) {
    try (TestSession one = TestSession.inMemory();
        TestSession two = one.another()) {
      one.run("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)");
      one.run("CREATE TABLE u (id INTEGER)");
      one.run("INSERT INTO u VALUES (1)");
      one.run("INSERT INTO t VALUES (1, 0), (2, 0), (3, 0)");
      one.run("CREATE TAG 'two'");
      one.run("INSERT INTO t VALUES (4, 0)");
      for (TestSession session : new TestSession[] {one, two}) {
        session.run("BEGIN");
        session.run("SELECT COUNT(*) FROM t");
      }
      one.run(first.sql(10));
      two.run(second.sql(20));
      one.run("COMMIT");
      check(expected(first, second), first, second, two);
      assertThat(two.session().inTransaction()).isFalse();
      two.run("CREATE TABLE after (id INTEGER)");
    }
  }

  private static void check(String expected, Change first, Change second, TestSession two) {
    if (first == Change.TAG && second == Change.TAG) {
      assertThatThrownBy(() -> two.run("COMMIT")).hasMessage("tag 'now' already exists");
    } else if (expected.isEmpty()) {
      assertThatCode(() -> two.run("COMMIT")).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> two.run("COMMIT"))
          .isInstanceOfSatisfying(
              QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRITE_CONFLICT))
          .hasMessage(expected + "; retry the transaction");
    }
  }
}
