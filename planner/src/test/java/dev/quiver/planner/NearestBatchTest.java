package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * k-NN joins, which search for many vectors at once: against the same join with a condition inside
 * that depends on the outer row, so that it runs one search after the other.
 */
class NearestBatchTest {
  private static final int DIMENSION = 6;
  private static final String ONE_BY_ONE = "q.qid >= 0";
  private static final String AT_ONCE = "TRUE";

  private static final List<String> JOINS =
      List.of(
          "SELECT q.qid, n.* FROM q, LATERAL (SELECT id, @ AS d FROM docs WHERE # ORDER BY @ LIMIT 5) n",
          "SELECT q.qid, n.* FROM q CROSS JOIN LATERAL (SELECT id, @ AS d FROM docs WHERE # AND part < 20 ORDER BY @ LIMIT 7 OFFSET 2) n",
          "SELECT q.qid, n.* FROM q LEFT JOIN LATERAL (SELECT id, @ AS d, 'x', q.qid + id, COALESCE(part, q.qid) FROM docs WHERE # AND part = 3 ORDER BY @ LIMIT 4) n ON TRUE",
          "SELECT q.qid, n.* FROM q LEFT JOIN LATERAL (SELECT id, @ AS d FROM docs WHERE # AND part > 2000 ORDER BY @ LIMIT 4) n ON TRUE",
          "SELECT q.qid, n.* FROM q LEFT JOIN LATERAL (SELECT id, @ AS d FROM docs WHERE # AND @ < 1.5 ORDER BY @ LIMIT 3) n ON TRUE",
          "SELECT q.qid, n.* FROM q, LATERAL (SELECT id, @ AS d FROM docs AS OF VERSION 2 WHERE # ORDER BY @ LIMIT 3) n",
          "SELECT q.qid, n.* FROM (SELECT * FROM q WHERE qid > 20) q, LATERAL (SELECT id, @ AS d FROM docs WHERE # AND part IS NOT NULL ORDER BY @ LIMIT 1000) n WHERE n.d < 3",
          "SELECT q.qid, n.* FROM q, LATERAL (SELECT id, @ AS d FROM docs WHERE # ORDER BY @ LIMIT 0) n",
          "SELECT q.qid, n.* FROM q, LATERAL (SELECT id, @ AS d FROM docs WHERE # ORDER BY @ LIMIT 3 OFFSET 100000) n");

  /** Vectors on a coarse grid tie; some are zero, some missing; and so are some to search for. */
  private static TestSession database(long seed) {
    Random random = new Random(seed);
    TestSession db = TestSession.inMemory();
    db.run("CREATE TABLE docs (id INTEGER, part INTEGER, v VECTOR(" + DIMENSION + "))");
    db.run("CREATE TABLE q (qid INTEGER, v VECTOR(" + DIMENSION + "))");
    insert(db, random, 0, 900);
    insert(db, random, 10_000, 300);
    db.run("DELETE FROM docs WHERE part = 7 OR id BETWEEN 30 AND 90");
    Object[][] queries = new Object[60][];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = new Object[] {i, vector(random, i % 9)};
    }
    db.batch("INSERT INTO q VALUES (?, ?)", queries);
    return db;
  }

  private static void insert(TestSession db, Random random, int first, int count) {
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      Object part = random.nextInt(30) == 0 ? null : random.nextInt(40);
      rows[i] = new Object[] {first + i, part, vector(random, random.nextInt(25))};
    }
    db.batch("INSERT INTO docs VALUES (?, ?, ?)", rows);
  }

  private static float[] vector(Random random, int kind) {
    float[] vector = new float[DIMENSION];
    for (int d = 0; d < DIMENSION && kind > 1; d++) {
      vector[d] = kind == 2 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
      vector[d] *= kind == 3 ? 1e25f : kind == 4 ? 1e-30f : 1;
    }
    return kind == 0 ? null : vector;
  }

  private static String plan(TestSession db, String sql) {
    return db.column("EXPLAIN PLAN FOR " + sql).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "1, v <-> q.v",
    "2, v <=> q.v",
    "3, v <#> q.v",
    "4, v <+> q.v",
    "5, 'L2_SQUARED_DISTANCE(q.v, v)'",
    "6, v <-> q.v"
  })
  void givesWhatOneSearchAfterTheOtherGives(long seed, String distance) {
    try (TestSession db = database(seed)) {
      if (seed == 6) {
        db.run("BEGIN");
        insert(db, new Random(6), 50_000, 40);
        db.run("DELETE FROM docs WHERE part = 4");
      }
      for (String join : JOINS) {
        String key = "(" + distance + ")";
        String atOnce = join.replace("#", AT_ONCE).replace("@", key);
        String oneByOne = join.replace("#", ONE_BY_ONE).replace("@", key);
        assertThat(plan(db, oneByOne)).as(oneByOne).contains("Correlate(");
        if (!atOnce.contains("LIMIT 0")) {
          assertThat(plan(db, atOnce)).contains("VectorTopKJoin(docs.v, ");
          assertThat(plan(db, atOnce)).doesNotContain("Correlate");
        }
        assertThat(db.rows(atOnce))
            .as(atOnce)
            .containsExactlyInAnyOrderElementsOf(db.rows(oneByOne));
      }
      db.run("ROLLBACK");
    }
  }

  @Test
  void manyQueriesComeInBlocks() {
    try (TestSession db = database(8)) {
      Random random = new Random(9);
      Object[][] queries = new Object[1_300][];
      for (int i = 0; i < queries.length; i++) {
        queries[i] = new Object[] {100 + i, vector(random, 2 + i % 9)};
      }
      db.batch("INSERT INTO q VALUES (?, ?)", queries);
      for (String limit : List.of("LIMIT 3", "LIMIT 400")) {
        String sql =
            "SELECT qid, COUNT(id), MIN(id), MAX(id), MAX(d) FROM q LEFT JOIN LATERAL (SELECT id,"
                + " v <-> q.v AS d FROM docs WHERE # ORDER BY d "
                + limit
                + ") n ON TRUE GROUP BY qid";
        assertThat(db.rows(sql.replace("#", AT_ONCE)))
            .containsExactlyInAnyOrderElementsOf(db.rows(sql.replace("#", ONE_BY_ONE)));
      }
    }
  }

  @Test
  void goesThroughAnIndex() {
    Random random = new Random(12);
    try (TestSession db = TestSession.inMemory()) {
      int dimension = 32;
      db.run("CREATE TABLE docs (id INTEGER, part INTEGER, v VECTOR(" + dimension + "))");
      db.run("CREATE TABLE q (qid INTEGER, v VECTOR(" + dimension + "))");
      List<float[]> centres = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        centres.add(gaussian(random, new float[dimension], 3));
      }
      Object[][] rows = new Object[20_000][];
      for (int i = 0; i < rows.length; i++) {
        float[] vector = gaussian(random, centres.get(random.nextInt(60)), 1);
        rows[i] = new Object[] {i, i % 10, i % 500 == 7 ? null : vector};
      }
      db.batch("INSERT INTO docs VALUES (?, ?, ?)", rows);
      db.run("CREATE INDEX i ON docs USING IVF_RQ (v) WITH (metric = 'l2', num_partitions = 400)");
      db.batch("INSERT INTO docs VALUES (?, ?, ?)", new Object[] {50_000, 3, centres.get(0)});
      Object[][] queries = new Object[200][];
      for (int i = 0; i < queries.length; i++) {
        float[] near = gaussian(random, centres.get(random.nextInt(60)), 1);
        queries[i] = new Object[] {i, i == 50 ? null : near};
      }
      db.batch("INSERT INTO q VALUES (?, ?)", queries);
      for (String filter : List.of("TRUE", "part < 7", "part < 0")) {
        String sql =
            "SELECT /*+ ANN(@) */ qid, id, d FROM q LEFT JOIN LATERAL (SELECT id, v <-> q.v AS d"
                + " FROM docs WHERE "
                + filter
                + " ORDER BY d LIMIT 10) n ON TRUE";
        String hinted = sql.replace("/*+ ANN(@) */ ", "");
        assertThat(plan(db, hinted)).contains("VectorTopKJoin(docs.v, L2, index i, LEFT)");
        List<List<Object>> found = db.rows(hinted);
        db.run("SET target_recall = 1");
        List<List<Object>> truth = db.rows(hinted);
        db.run("SET target_recall = 0.95");
        assertThat(found).hasSameSizeAs(truth);
        assertThat(recall(found, truth)).as(filter).isGreaterThan(0.94);
        String analysis = db.column("EXPLAIN ANALYZE " + hinted).toString();
        if (filter.equals("TRUE")) {
          assertThat(analysis).contains("lists probed=", "codes scanned=");
        }
      }
    }
  }

  private static float[] gaussian(Random random, float[] centre, float deviation) {
    float[] vector = centre.clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += deviation * (float) random.nextGaussian();
    }
    return vector;
  }

  private static double recall(List<List<Object>> found, List<List<Object>> truth) {
    Map<List<Object>, Integer> rest = new HashMap<>();
    truth.forEach(row -> rest.merge(row, 1, Integer::sum));
    long hits = found.stream().filter(row -> rest.merge(row, -1, Integer::sum) >= 0).count();
    return (double) hits / truth.size();
  }

  @Test
  void explainShowsTheOperator() {
    try (TestSession db = database(3)) {
      String sql =
          "SELECT q.qid, n.id FROM q LEFT JOIN LATERAL (SELECT id FROM docs WHERE part < 9"
              + " ORDER BY v <-> q.v LIMIT 5 OFFSET 1) n ON TRUE";
      assertThat(plan(db, sql))
          .contains("VectorTopKJoin(docs.v, L2, exact, LEFT)")
          .contains("- query: v")
          .contains("- nearest: 5 after 1")
          .contains("- pushed down: part < 9")
          .contains("Scan(q)");
      assertThat(db.column("EXPLAIN ANALYZE " + sql).toString()).contains("vectors scanned=");
    }
  }

  @Test
  void columnsThatNoOneReadsAreLeftOut() {
    try (TestSession db = database(4)) {
      for (String inner : List.of("TRUE", "q.qid >= 0")) {
        assertThat(
                db.value(
                    "SELECT COUNT(*) FROM q, LATERAL (SELECT id FROM docs WHERE "
                        + inner
                        + " ORDER BY v <-> q.v LIMIT 2) n"))
            .isEqualTo(120L);
      }
    }
  }

  @Test
  void aDeadlineEndsIt() {
    try (TestSession db = database(4)) {
      String sql =
          "SELECT COUNT(*) FROM (SELECT a.v FROM q a, q b, q c) q,"
              + " LATERAL (SELECT id FROM docs ORDER BY v <-> q.v LIMIT 100) n";
      PreparedSql prepared = db.session().prepare(sql);
      StatementControl control = StatementControl.within(Duration.ofMillis(400));
      assertThatThrownBy(
              () -> TestSession.drain((Result.Rows) prepared.execute(new Object[0], control)))
          .isInstanceOfSatisfying(
              QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
    }
  }

  @Test
  void memoryIsCounted() {
    try (TestSession db = database(4)) {
      String sql =
          "SELECT COUNT(*) FROM (SELECT a.qid, b.v FROM q a, q b, q c) q,"
              + " LATERAL (SELECT id FROM docs ORDER BY v <-> q.v LIMIT 900) n";
      db.run("SET memory_limit = '1MB'");
      assertThatThrownBy(() -> db.rows(sql))
          .isInstanceOfSatisfying(
              QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    }
  }
}
