package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches for a vector that a scalar subquery gives: through the index, as for a parameter. */
class QueryVectorsTest {
  private static final String OF_ROW_7 = "(SELECT v FROM docs WHERE id = 7)";

  private final TestSession db = TestSession.inMemory();

  @BeforeEach
  void fill() {
    Random random = new Random(11);
    db.run("CREATE TABLE docs (id INTEGER PRIMARY KEY, part INTEGER, v VECTOR(8))");
    Object[][] rows = new Object[3_000][];
    for (int i = 0; i < rows.length; i++) {
      float[] vector = new float[8];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      rows[i] = new Object[] {i, i % 5, i % 1_000 == 999 ? null : vector};
    }
    db.batch("INSERT INTO docs VALUES (?, ?, ?)", rows);
    db.run("CREATE INDEX i ON docs USING IVF_RQ (v) WITH (metric = 'l2', num_partitions = 20)");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM docs ORDER BY v <-> %s LIMIT 10",
        "SELECT id, v <-> %s AS d FROM docs ORDER BY d LIMIT 10",
        "SELECT id, v <-> %s AS d FROM docs WHERE part < 3 ORDER BY d LIMIT 7 OFFSET 4",
        "SELECT /*+ ANN(nprobes = 20) */ id FROM docs WHERE v <-> %s < 2.5 ORDER BY v <-> %<s LIMIT 5",
        "SELECT * FROM (SELECT id, part FROM docs ORDER BY v <-> %s LIMIT 10) x WHERE part = 2",
        "SELECT COUNT(*) FROM (SELECT id FROM docs WHERE id <> 7 ORDER BY v <-> %s LIMIT 10) x",
        "SELECT /*+ ANN(nprobes = 20) */ id FROM docs ORDER BY v <-> %s LIMIT 10",
        "SELECT d.id FROM docs d JOIN (VALUES (1), (2)) p(part) ON d.part = p.part ORDER BY v <-> %s LIMIT 9",
        "SELECT id FROM docs AS OF VERSION 2 ORDER BY v <-> %s LIMIT 10",
      })
  void findsAsForAParameter(String sql) {
    Object vector = db.value("SELECT v FROM docs WHERE id = 7");
    Object[] parameters =
        sql.contains("%<s") ? new Object[] {vector, vector} : new Object[] {vector};
    List<List<Object>> expected = db.rows(sql.formatted("?").replace("%<s", "?"), parameters);
    assertThat(db.rows(sql.formatted(OF_ROW_7))).isEqualTo(expected).isNotEmpty();
    assertThat(db.column("EXPLAIN PLAN FOR " + sql.formatted(OF_ROW_7)).toString())
        .contains(sql.contains("AS OF") ? "VectorTopKJoin(docs.v, L2" : "index i");
  }

  @Test
  void takesVectorsOfExpressionsAndOfOtherSubqueries() {
    String sql = "SELECT id FROM docs ORDER BY v <-> %s LIMIT 10";
    assertThat(
            db.column(
                sql.formatted(
                    "((SELECT v FROM docs WHERE id = 7) + (SELECT v FROM docs WHERE id = 8))")))
        .isEqualTo(
            db.column(
                sql.formatted("?::VECTOR(8) + ?::VECTOR(8)"),
                db.value("SELECT v FROM docs WHERE id = 7"),
                db.value("SELECT v FROM docs WHERE id = 8")));
    assertThat(
            db.column(
                sql.formatted(
                    "(SELECT v FROM docs WHERE id < (SELECT COUNT(*) FROM docs)"
                        + " ORDER BY v <-> (SELECT v FROM docs WHERE id = 7) LIMIT 1)")))
        .isEqualTo(db.column(sql.formatted(OF_ROW_7)));
  }

  @Test
  void oneThatGivesNoRowStandsForNull() {
    assertThat(
            db.rows(
                "SELECT id, v <-> (SELECT v FROM docs WHERE id = -1) AS d FROM docs"
                    + " ORDER BY d LIMIT 3"))
        .isEqualTo(
            db.rows("SELECT id, v <-> CAST(NULL AS VECTOR(8)) AS d FROM docs ORDER BY d LIMIT 3"))
        .hasSize(3);
  }

  @Test
  void oneThatGivesSeveralRowsIsAnError() {
    assertThatThrownBy(
            () -> db.rows("SELECT id FROM docs ORDER BY v <-> (SELECT v FROM docs) LIMIT 3"))
        .hasMessageContaining("more than one row");
  }

  private String plan(String sql, Object... parameters) {
    return db.column("EXPLAIN PLAN FOR " + sql, parameters).toString();
  }

  @Test
  void findsWithinOtherQueries() {
    String nearest = "SELECT id FROM docs ORDER BY v <-> " + OF_ROW_7 + " LIMIT 5";
    List<Object> expected = db.column(nearest);
    for (String sql :
        List.of(
            "SELECT id FROM docs WHERE id IN (" + nearest + ")",
            "SELECT id FROM (" + nearest + ") x UNION ALL SELECT id FROM docs WHERE id < 0",
            "WITH n AS (" + nearest + ") SELECT id FROM n",
            "SELECT d.id FROM (" + nearest + ") n JOIN docs d ON d.id = n.id",
            "SELECT n.id FROM ("
                + nearest
                + ") n, LATERAL (SELECT id FROM docs"
                + " WHERE docs.id = n.id LIMIT 1) d")) {
      assertThat(db.column(sql)).as(sql).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(plan(sql)).as(sql).contains("VectorTopKJoin(docs.v, L2, index i");
    }
    db.run("DELETE FROM docs WHERE id IN (" + nearest + ") AND id <> 7");
    assertThat(db.value("SELECT COUNT(*) FROM docs")).isEqualTo(2_996L);
  }

  @Test
  void takesParametersOfTheSubqueryAndOfTheLimit() {
    String sql =
        "SELECT id FROM docs ORDER BY v <-> (SELECT v FROM docs WHERE id = ?) LIMIT ? OFFSET ?";
    assertThat(db.column(sql, 7, 4, 2))
        .isEqualTo(
            db.column("SELECT id FROM docs ORDER BY v <-> " + OF_ROW_7 + " LIMIT 6").subList(2, 6));
    assertThat(plan(sql, 7, 4, 2)).contains("index i");
  }

  /** EXPLAIN has no outer row that a condition or a bound could be told of. */
  @Test
  void explainsWhatDependsOnAnOuterRow() {
    assertThat(
            plan(
                "SELECT n.id FROM docs n, LATERAL (SELECT id FROM docs WHERE docs.id > n.id"
                    + " AND docs.part < 3 AND v <-> n.v < n.part ORDER BY v <-> n.v LIMIT 1) d"))
        .contains("VectorTopK(docs.v, L2, index i")
        .contains("distance < what the outer row gives")
        .contains("reads: version");
  }

  /** What would be held whole as the right side of a Correlate, or run for each row. */
  @Test
  void whatIsNoSearchIsLeftAsItIs() {
    for (String sql :
        List.of(
            "SELECT id, v <-> " + OF_ROW_7 + " AS d FROM docs LIMIT 2000",
            "SELECT id, v <-> " + OF_ROW_7 + " AS d FROM docs ORDER BY id LIMIT 2000",
            "SELECT id FROM docs a WHERE EXISTS (SELECT 1 FROM docs b WHERE b.id = a.part)"
                + " ORDER BY v <-> "
                + OF_ROW_7
                + " LIMIT 2000")) {
      assertThat(plan(sql)).as(sql).doesNotContain("Correlate");
      assertThat(db.rows(sql)).as(sql).hasSize(2_000);
    }
  }

  @Test
  void searchesBitsToo() {
    db.run("CREATE TABLE flags (id INTEGER, b VECTOR(12, BIT))");
    db.run(
        "INSERT INTO flags VALUES (1, '[1,1,1,1,1,1,0,0,0,0,0,0]'), (2, '[1,1,1,1,1,0,0,0,0,0,0,0]'), (3, '[0,0,0,0,0,0,1,1,1,1,1,1]')");
    assertThat(
            db.column(
                "SELECT id FROM flags ORDER BY b <~> (SELECT b FROM flags WHERE id = 1) LIMIT 3"))
        .isEqualTo(List.of(1, 2, 3));
  }

  @Test
  void correlatedOnesAreComputedForEachRow() {
    assertThat(
            db.column(
                "SELECT id FROM docs a ORDER BY"
                    + " v <-> (SELECT b.v FROM docs b WHERE b.id = a.id) LIMIT 2999"))
        .hasSize(2_999);
  }
}
