package dev.quiver.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.planner.TestSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which search a hint reaches, and what is said of one that asks for what cannot be. */
class AnnHintsTest {
  private static final String NEAREST = "ORDER BY v <-> '[1, 1]' LIMIT 2";
  private static TestSession db;

  @BeforeAll
  static void open() {
    db = TestSession.inMemory();
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v VECTOR(2))");
    db.run("INSERT INTO t VALUES (1, '[1, 0]'), (2, '[1, 1]'), (3, '[5, 5]')");
  }

  @AfterAll
  static void close() {
    db.close();
  }

  private static String plan(String sql) {
    return String.join("\n", db.column("EXPLAIN " + sql).stream().map(String::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANN(recall=0.99)                       | ANN(recall=0.99)",
        "ann(RECALL = .9)                       | ANN(recall=0.9)",
        "ANN(recall='1')                        | ANN(recall=1.0)",
        "ANN(recall=5e-1)                       | ANN(recall=0.5)",
        "ANN(nprobes=32, ef=100, refine_factor=4) | ANN(nprobes=32, ef=100, refine_factor=4)",
        "ANN(exact)                             | ANN(exact)",
        "ANN(nprobes=3), ANN(recall=0.9)        | ANN(recall=0.9, nprobes=3)",
        "parallel(x=4), ANN(exact), other       | ANN(exact)"
      })
  void explainShowsTheHint(String hint, String shown) {
    String sql = "SELECT /*+ " + hint + " */ id FROM t " + NEAREST;
    assertThat(plan(sql)).contains("VectorTopK").contains("hint: " + shown);
    assertThat(db.column(sql)).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT /*+ ANN(ef=7) */ a.id FROM t AS a JOIN (SELECT id FROM t @) AS b ON a.id = b.id",
        "SELECT id FROM t /*+ ANN(ef=7) */ AS x @",
        "SELECT /*+ ANN(ef=7) */ id FROM t AS OF VERSION 2 @",
        "SELECT /*+ ANN(ef=1) */ id FROM (SELECT /*+ ANN(ef=7) */ id FROM t @) AS x",
        "WITH q AS (SELECT /*+ ANN(ef=7) */ id FROM t @) SELECT /*+ ANN(ef=1) */ id FROM q",
        "SELECT 1 UNION ALL (SELECT /*+ ANN(ef=7) */ id FROM t @)",
        "SELECT /*+ ANN(ef=7) */ id FROM t WHERE v <-> '[1, 1]' < 1",
        "SELECT /*+ ANN(ef=7) */ t.id, t.v <-> '[1, 1]' AS d FROM t ORDER BY d LIMIT 2"
      })
  void theHintReachesTheSearchOfItsQuery(String sql) {
    String spelled = sql.replace("@", NEAREST);
    assertThat(plan(spelled)).contains("hint: ANN(ef=7)").doesNotContain("ef=1");
    db.rows(spelled);
  }

  @Test
  void withoutTheHintNoneIsShown() {
    assertThat(plan("SELECT /*+ other(n=3, m=-1) */ id FROM t " + NEAREST))
        .contains("VectorTopK")
        .doesNotContain("hint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANN(recall=0)       | recall = 0.0: expected a number in (0, 1]",
        "ANN(recall=1.5)     | recall = 1.5: expected a number in (0, 1]",
        "ANN(recall=-0.5)    | recall = -0.5: expected a number in (0, 1]",
        "ANN(recall=high)    | recall = high: expected a number in (0, 1]",
        "ANN(recall)         | option recall needs a value",
        "ANN(nprobes=0)      | nprobes = 0: expected a whole number from 1",
        "ANN(ef=-3)          | ef = -3: expected a whole number from 1",
        "ANN(refine_factor=1.5) | refine_factor = 1.5: expected a whole number from 1",
        "ANN(ef=99999999999) | ef = 99999999999: expected a whole number from 1",
        "ANN(exact=1)        | option exact takes no value",
        "ANN(probes=3)       | unknown option probes; there are exact, recall, nprobes, ef, refine_factor"
      })
  void aWrongOptionIsNamedWithItsPlace(String hint, String complaint) {
    assertThatThrownBy(() -> db.rows("SELECT id,\n /*+ */ id FROM t"))
        .hasMessageContaining("syntax error");
    assertThatThrownBy(() -> db.rows("SELECT\n /*+ " + hint + " */ id FROM t " + NEAREST))
        .hasMessage("hint ANN: " + complaint + " (line 2, column 10)");
  }

  @Test
  void anOptionIsGivenOnce() {
    assertThatThrownBy(() -> db.rows("SELECT /*+ ANN(ef=3, ef=4) */ id FROM t " + NEAREST))
        .hasMessage("hint ANN: option ef is given twice (line 1, column 22)");
    assertThatThrownBy(() -> db.rows("SELECT /*+ ANN(3) */ id FROM t " + NEAREST))
        .hasMessage("hint ANN: expected an option's name, got 3 (line 1, column 16)");
  }
}
