package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector search through indexes, in SQL: against the same search without. */
class IndexesTest {
  private static final String[][] METRICS = {
    {"l2", "<->"}, {"cosine", "<=>"}, {"dot", "<#>"}, {"l2", "L2_SQUARED"}
  };

  private static final String[] METHODS = {"IVF_RQ", "HNSW", "IVF_PQ", "IVF_FLAT", "HNSW"};

  private static float[] around(Random random, float[][] centres) {
    float[] vector = centres[random.nextInt(centres.length)].clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += (float) random.nextGaussian();
    }
    return vector;
  }

  private static float[][] centres(Random random, int dimension) {
    float[][] centres = new float[3 + random.nextInt(30)][dimension];
    for (float[] centre : centres) {
      for (int i = 0; i < dimension; i++) {
        centre[i] = (float) random.nextGaussian() * 2;
      }
    }
    return centres;
  }

  private static void insert(
      TestSession db, Random random, float[][] centres, int first, int count) {
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(50);
      float[] vector = around(random, centres);
      Object value = kind == 0 ? null : kind == 1 ? new float[vector.length] : vector;
      rows[i] = new Object[] {first + i, random.nextInt(1_000), value};
    }
    db.batch("INSERT INTO t VALUES (?, ?, ?)", rows);
  }

  private static String distance(String[] metric) {
    return metric[1].startsWith("<") ? "v " + metric[1] + " ?" : "L2_SQUARED_DISTANCE(v, ?)";
  }

  private static String result(List<List<Object>> rows, String check) {
    return rows.stream()
        .filter(row -> row.get(1).equals(check))
        .map(row -> (String) row.get(2))
        .findFirst()
        .orElseThrow();
  }

  /** Squares of small distances are smaller still: a bound on one is none on the other. */
  @ParameterizedTest
  @ValueSource(strings = {"IVF_RQ", "IVF_PQ", "IVF_FLAT", "HNSW"})
  void squaredDistancesFindWhatDistancesFind(String method) {
    Random random = new Random(11);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, v VECTOR(16))");
      Object[][] rows = new Object[3_000][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new Object[] {i, small(random, 16)};
      }
      db.batch("INSERT INTO t VALUES (?, ?)", rows);
      db.run("CREATE INDEX i ON t USING " + method + " (v) WITH (metric = 'l2')");
      int same = 0;
      for (int q = 0; q < 40; q++) {
        float[] query = small(random, 16);
        List<List<Object>> plain =
            db.rows("SELECT id FROM t ORDER BY v <-> ? LIMIT 10", (Object) query);
        List<List<Object>> squared =
            db.rows("SELECT id FROM t ORDER BY L2_SQUARED_DISTANCE(v, ?) LIMIT 10", (Object) query);
        same += (int) plain.stream().filter(squared::contains).count();
      }
      assertThat(same).isGreaterThan(395);
    }
  }

  private static float[] small(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian() / 100;
    }
    return vector;
  }

  @Test
  void checkIndexMeasuresAndSaysWhatToDo() {
    Random random = new Random(8);
    float[][] centres = centres(random, 8);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(8))");
      insert(db, random, centres, 0, 1_000);
      db.run("CREATE INDEX i ON t USING IVF_RQ (v) WITH (metric = 'l2')");
      List<List<Object>> rows = db.rows("CHECK INDEX I SAMPLE 50");
      assertThat(rows)
          .contains(
              List.of("index i", "references", "ok"),
              List.of("index i", "checksums", "ok"),
              List.of("index i", "indexes", "ok"),
              List.of("index i", "rows_indexed", "1000"),
              List.of("index i", "rows_unindexed", "0"),
              List.of("index i", "rebuild", "no"));
      assertThat(result(rows, "recall@10"))
          .matches("(1\\.0000|0\\.9[0-9]+) of (4[0-9]|50) rows searched for, promised 0.95");
      assertThat(result(rows, "latency")).matches("median \\d+ us, 99 % within \\d+ us");
      for (int i = 1; i <= 4; i++) {
        insert(db, random, centres, i * 1_000, 1_000);
      }
      rows = db.rows("CHECK INDEX i");
      assertThat(result(rows, "rows_unindexed")).isEqualTo("4000");
      assertThat(result(rows, "rebuild"))
          .isEqualTo(
              "OPTIMIZE TABLE: the table has outgrown the lists, which will be trained anew");
      db.run("OPTIMIZE TABLE t");
      assertThat(db.value("SELECT rows_unindexed FROM sys.indexes")).isEqualTo(0L);
      assertThat((String) db.value("SELECT parameters FROM sys.indexes"))
          .startsWith("num_partitions=19, trained_rows=5000");
      assertThat(result(db.rows("CHECK INDEX i"), "rebuild")).isEqualTo("no");
      assertThatThrownBy(() -> db.rows("CHECK INDEX none"))
          .hasMessageContaining("unknown index none");
      assertThatThrownBy(() -> db.rows("CHECK INDEX i SAMPLE 0"))
          .hasMessageContaining("SAMPLE 0: expected a whole number from 1 to 100000");
    }
  }

  /** One random table with its index; more than a thousand searches in twelve of them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void findsWhatAnExactSearchFinds(int seed) {
    Random random = new Random(seed);
    int dimension = 2 + random.nextInt(40);
    String[] metric = METRICS[seed % METRICS.length];
    float[][] centres = centres(random, dimension);
    try (TestSession db = TestSession.inMemory();
        TestSession exact = db.another()) {
      exact.run("SET target_recall = 1");
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(" + dimension + "))");
      insert(db, random, centres, 0, 1_500 + random.nextInt(1_500));
      insert(db, random, centres, 10_000, 500);
      db.run("DELETE FROM t WHERE part < 60");
      int lists = 20 + random.nextInt(60);
      String method = METHODS[seed % METHODS.length];
      db.run(
          "CREATE INDEX i ON t USING "
              + method
              + " (v) WITH (metric = '"
              + metric[0]
              + (method.equals("HNSW")
                  ? "', ef_construction = 40)"
                  : "', num_partitions = " + lists + ")"));
      long indexed = (Long) db.value("SELECT version FROM sys.tables WHERE table_name = 't'");
      insert(db, random, centres, 20_000, 300);
      db.run("DELETE FROM t WHERE part BETWEEN 500 AND 530");
      Score score = new Score();
      for (int s = 0; s < 400; s++) {
        Search search = search(random, metric, s % 4 == 0 ? indexed : 0);
        Object[] values = search.values(around(random, centres), random);
        score.add(db.rows(search.sql, values), exact.rows(search.sql, values), search.limited);
      }
      assertThat(score.recall()).as("dimension %d, %s", dimension, metric[1]).isGreaterThan(0.94);
    }
  }

  private record Search(String sql, boolean filtered, boolean limited) {
    Object[] values(float[] query, Random random) {
      int part = new int[] {3, 70, 120, 500, 990}[random.nextInt(5)];
      return filtered ? new Object[] {query, part} : new Object[] {query};
    }
  }

  private static Search search(Random random, String[] metric, long version) {
    boolean filtered = random.nextInt(3) > 0;
    String from = version > 0 ? "t AS OF VERSION " + version : "t";
    int limit = new int[] {1, 5, 10, 10, 40, 5_000}[random.nextInt(6)];
    String offset = random.nextInt(5) == 0 ? " OFFSET 7" : "";
    return new Search(
        "SELECT id, "
            + distance(metric)
            + " AS d FROM "
            + from
            + (filtered ? " WHERE part < ?" : "")
            + " ORDER BY d LIMIT "
            + limit
            + offset,
        filtered,
        true);
  }

  /** Answers compared: as many rows, in order, rows without a distance last and the same. */
  private static final class Score {
    private long hits;
    private long wanted;

    void add(List<List<Object>> found, List<List<Object>> truth, boolean limited) {
      assertThat(found).hasSameSizeAs(truth);
      Double last = null;
      boolean ended = false;
      for (List<Object> row : found) {
        Double distance = (Double) row.get(1);
        if (distance == null) {
          ended = true;
        } else {
          assertThat(ended).isFalse();
          assertThat(last == null || distance >= last).isTrue();
          last = distance;
        }
      }
      HashSet<Object> right = new HashSet<>();
      truth.forEach(row -> right.add(row.get(0)));
      wanted += truth.size();
      hits += found.stream().filter(row -> right.contains(row.get(0))).count();
    }

    double recall() {
      return wanted == 0 ? 1 : (double) hits / wanted;
    }
  }

  /** A plan remembers which rows satisfied its conditions; none of this may be seen. */
  @Test
  void whatSatisfiedConditionsBeforeIsNotTakenForWhatDoesNow() {
    Random random = new Random(3);
    float[][] centres = centres(random, 8);
    String search = "SELECT id FROM t WHERE part < ? ORDER BY v <-> ? LIMIT 10";
    String exact = "SELECT /*+ ANN(exact) */ id FROM t WHERE part < ? ORDER BY v <-> ? LIMIT 10";
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(8))");
      insert(db, random, centres, 0, 4_000);
      db.run("CREATE INDEX i ON t USING IVF_RQ (v) WITH (metric = 'l2')");
      db.run("SET target_recall = 1");
      for (int round = 0; round < 60; round++) {
        float[] query = around(random, centres);
        int part = 300 + 200 * (round / 7 % 3);
        List<Object> truth = db.column(exact, part, query);
        db.run("SET target_recall = 0.99");
        List<Object> found = db.column(search, part, query);
        assertThat(found).hasSize(10);
        assertThat(found.stream().filter(truth::contains).count()).isGreaterThanOrEqualTo(8);
        switch (round % 10) {
          case 3 -> db.run("DELETE FROM t WHERE id = ?", found.get(0));
          case 5 -> insert(db, random, centres, 10_000 + round * 100, 50);
          case 7 -> {
            db.run("BEGIN");
            db.run("DELETE FROM t WHERE part < ?", part - 100);
            assertThat(db.column(search, part, query))
                .containsExactlyElementsOf(db.column(exact, part, query));
            db.run("ROLLBACK");
          }
          case 9 -> db.run("UPDATE t SET part = 999 WHERE id = ?", found.get(1));
          default -> {}
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"IVF_RQ", "IVF_PQ", "IVF_FLAT"})
  void rangesFindWhatIsNearEnoughInSomeOfTheLists(String method) {
    Random random = new Random(4);
    float[][] centres = centres(random, 16);
    try (TestSession db = TestSession.inMemory();
        TestSession exact = db.another()) {
      exact.run("SET target_recall = 1");
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(16))");
      insert(db, random, centres, 0, 12_000);
      db.run(
          "CREATE INDEX i ON t USING "
              + method
              + " (v) WITH (metric = 'l2', num_partitions = 160)");
      long hits = 0;
      long wanted = 0;
      for (int s = 0; s < 100; s++) {
        Object[] values = {around(random, centres), 3.0 + random.nextInt(4)};
        String sql = "SELECT id FROM t WHERE v <-> ? < ?";
        List<Object> truth = exact.column(sql, values);
        List<Object> found = db.column(sql, values);
        assertThat(truth).containsAll(found);
        hits += found.size();
        wanted += truth.size();
        if (s == 0) {
          assertThat(db.column("EXPLAIN ANALYZE " + sql, values).toString())
              .contains("by lists")
              .doesNotContain("lists probed=160");
        }
      }
      assertThat((double) hits / wanted).isGreaterThan(0.95);
      assertThat(wanted).isGreaterThan(500);
    }
  }

  @Test
  void rangesByAGraphAreComparedOneByOne() {
    Random random = new Random(4);
    float[][] centres = centres(random, 16);
    try (TestSession db = TestSession.inMemory();
        TestSession exact = db.another()) {
      exact.run("SET target_recall = 1");
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(16))");
      insert(db, random, centres, 0, 3_000);
      db.run("CREATE INDEX i ON t USING HNSW (v) WITH (metric = 'l2')");
      for (int s = 0; s < 20; s++) {
        Object[] values = {around(random, centres), 3.0 + random.nextInt(4)};
        String sql = "SELECT id FROM t WHERE v <-> ? < ?";
        assertThat(db.column(sql, values)).isEqualTo(exact.column(sql, values));
        assertThat(db.column("EXPLAIN ANALYZE " + sql, values).toString())
            .contains("compared one by one")
            .contains("vectors scanned=3000");
      }
    }
  }

  @Test
  void explainTellsWhichIndexAndAnalyzeWhatItDid() {
    Random random = new Random(5);
    float[][] centres = centres(random, 8);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(8))");
      insert(db, random, centres, 0, 4_000);
      String cosine = "SELECT id FROM t ORDER BY v <=> '[1,2,3,4,5,6,7,8]' LIMIT 3";
      assertThat(db.column("EXPLAIN PLAN FOR " + cosine).toString()).doesNotContain("index");
      db.run("CREATE VECTOR INDEX ON t (v)");
      assertThat(db.column("EXPLAIN PLAN FOR " + cosine).toString())
          .contains("index: t_v_idx (IVF_RQ), recall 0.95 by ")
          .contains(" of 15 lists, 0 rows not indexed");
      assertThat(db.column("EXPLAIN PLAN FOR " + cosine.replace("<=>", "<->")).toString())
          .contains("index: none, since t_v_idx is for cosine");
      assertThat(db.column("EXPLAIN ANALYZE " + cosine).toString())
          .contains("lists probed=")
          .contains("codes scanned=");
      String hinted = "EXPLAIN PLAN FOR " + cosine.replace("SELECT", "SELECT /*+ ANN(@) */");
      assertThat(db.column(hinted.replace("@", "exact")).toString())
          .contains("index: none, since the hint asks for every row to be compared");
      assertThat(db.column(hinted.replace("@", "recall=1")).toString())
          .contains("index: none, since t_v_idx (IVF_RQ) does not reach recall 1.0");
      assertThat(db.column(hinted.replace("@", "nprobes=3")).toString())
          .contains("hint: ANN(nprobes=3)")
          .contains("index: t_v_idx (IVF_RQ), 3 of 15 lists");
      assertThat(db.column(hinted.replace("@", "ef=30")).toString())
          .contains("hint: ANN(ef=30)")
          .contains(" of 15 lists, without ef, which is of graphs");
      db.run("SET target_recall = 1");
      assertThat(db.column(hinted.replace("@", "recall=0.9")).toString())
          .contains("index: t_v_idx (IVF_RQ), recall 0.9 by ");
      assertThat(db.column("EXPLAIN PLAN FOR " + cosine).toString())
          .contains("index: none, since t_v_idx (IVF_RQ) does not reach recall 1.0");
    }
  }

  @Test
  void ifNotExistsWithoutNameIsContentWithAnIndexThatServes() {
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, v VECTOR(8), w VECTOR(8))");
      db.run("INSERT INTO t VALUES (1, '[1,2,3,4,5,6,7,8]', '[1,2,3,4,5,6,7,8]')");
      String names = "SELECT index_name FROM sys.indexes ORDER BY index_name";
      for (int i = 0; i < 2; i++) {
        db.run("CREATE VECTOR INDEX IF NOT EXISTS ON t (v)");
        assertThat(db.column(names)).isEqualTo(List.of("t_v_idx"));
      }
      for (int i = 0; i < 2; i++) {
        db.run("CREATE VECTOR INDEX IF NOT EXISTS ON t (w)");
        db.run("CREATE VECTOR INDEX IF NOT EXISTS ON t (v) WITH (metric = 'l2')");
        db.run("CREATE INDEX IF NOT EXISTS ON t USING HNSW (v)");
        assertThat(db.column(names))
            .isEqualTo(List.of("t_v_idx", "t_v_idx2", "t_v_idx3", "t_w_idx"));
      }
      assertThat(db.column("EXPLAIN CREATE INDEX IF NOT EXISTS ON t USING HNSW (v)").toString())
          .contains("CREATE INDEX makes none, since t_v_idx3 exists");
      db.run("CREATE VECTOR INDEX ON t (v)");
      assertThat(db.column(names)).hasSize(5);
    }
  }

  @Test
  void explainTellsTheStrategyAndWhyIndexesAreNotUsed() {
    Random random = new Random(15);
    float[][] centres = centres(random, 8);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(8))");
      insert(db, random, centres, 0, 6_000);
      db.run("CREATE INDEX one ON t USING IVF_RQ (v) WITH (metric = 'l2')");
      String search = "SELECT id FROM t WHERE id < 6000 ORDER BY v <-> '[1,2,3,4,5,6,7,8]' LIMIT 3";
      String few = search.replace("6000", "40");
      assertThat(db.column("EXPLAIN " + search).toString())
          .contains("strategy: about 6000 matches, by lists");
      assertThat(db.column("EXPLAIN " + few).toString())
          .contains("strategy: about 40 matches, compared one by one");
      assertThat(db.column("EXPLAIN ANALYZE " + search).toString())
          .containsPattern("matches=6000, lists probed=\\d+, codes scanned=\\d+")
          .containsPattern("rows re-ranked=\\d+, ms=");
      assertThat(db.column("EXPLAIN ANALYZE " + few).toString())
          .contains("matches=40, vectors scanned=40, ms=");
      db.run("CREATE INDEX two ON t USING HNSW (v) WITH (metric = 'dot')");
      assertThat(db.column("EXPLAIN " + search.replace("<->", "<=>")).toString())
          .contains("index: none, since one is for l2, two is for dot")
          .doesNotContain("strategy");
      assertThat(db.column("EXPLAIN " + search.replace("<->", "<#>")).toString())
          .contains("index: two (HNSW), recall 0.95 by ")
          .contains("strategy: about 6000 matches, by walking graphs");
    }
  }

  /**
   * The factor bounds the rows compared; one large enough finds what a bound on the error finds.
   */
  @ParameterizedTest
  @ValueSource(strings = {"IVF_RQ", "IVF_PQ"})
  void refineFactorSaysHowManyRowsAreCompared(String method) {
    Random random = new Random(16);
    float[][] centres = centres(random, 24);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(24))");
      insert(db, random, centres, 0, 6_000);
      db.run("CREATE INDEX i ON t USING " + method + " (v) WITH (metric = 'l2')");
      String search = "SELECT /*+ ANN(@) */ id FROM t WHERE part < 900 ORDER BY v <-> ? LIMIT 10";
      int coarse = 0;
      int fine = 0;
      for (int q = 0; q < 20; q++) {
        float[] query = around(random, centres);
        List<Object> truth = db.column(search.replace("@", "exact"), (Object) query);
        for (int factor : new int[] {1, 30}) {
          String hint = "nprobes=23, refine_factor=" + factor;
          List<Object> found = db.column(search.replace("@", hint), (Object) query);
          assertThat(found).hasSize(10);
          int hits = (int) found.stream().filter(truth::contains).count();
          coarse += factor == 1 ? hits : 0;
          fine += factor == 1 ? 0 : hits;
          assertThat(
                  db.column("EXPLAIN ANALYZE " + search.replace("@", hint), (Object) query)
                      .toString())
              .contains(", rows re-ranked=" + 10 * factor + ", ms=")
              .contains("23 of 23 lists, comparing " + factor + " rows for each wanted");
        }
      }
      assertThat(fine).isGreaterThan(195).isGreaterThan(coarse);
    }
  }

  @Test
  void explainCreateIndexTellsWhatItWillTake() {
    Random random = new Random(17);
    float[][] centres = centres(random, 8);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(8), w VECTOR(2))");
      db.run("CREATE TABLE s (id INTEGER, part INTEGER, v VECTOR(8))");
      db.batch("INSERT INTO s VALUES (?, ?, ?)", new Object[][] {{1, 2, centres[0]}});
      assertThat(String.join("\n", texts(db, "EXPLAIN CREATE VECTOR INDEX ON s (v)")))
          .matches(
              "CREATE INDEX s_v_idx ON s \\(v\\)\n"
                  + "  - method: IVF_RQ, since it goes on well when a table of 1 rows grows\n"
                  + "  - parameters: metric=cosine, num_partitions=1\n"
                  + "  - rows: 1 of 8 elements\n"
                  + "  - time: about [0-9.]+ s on this machine as it is now\n"
                  + "  - memory: about \\d+ kB of heap; off it 0 kB of vectors are read from mapped"
                  + " files\n"
                  + "  - disk: about 1 kB");
      assertThat(
              texts(db, "EXPLAIN CREATE INDEX i ON t USING HNSW (v) WITH (metric = 'l2', m = 8)"))
          .contains(
              "CREATE INDEX i ON t (v)",
              "  - method: HNSW, since it was asked for",
              "  - parameters: metric=l2, m=8, ef_construction=100");
      assertThat(texts(db, "EXPLAIN CREATE INDEX ON t (v) WITH (num_sub_vectors = 2)"))
          .contains(
              "  - method: IVF_PQ, since only it has these options",
              "  - parameters: metric=cosine, num_partitions=1, num_sub_vectors=2, num_bits=8");
      assertThat(texts(db, "EXPLAIN CREATE INDEX ON t (w)").get(1))
          .startsWith("  - method: IVF_FLAT, since vectors of 2 elements");
      assertThat(db.rows("SELECT * FROM sys.indexes")).isEmpty();
      assertThat(texts(db, "EXPLAIN ANALYZE CREATE INDEX i ON t (w)").toString())
          .contains("total: rows=0, ms=");
      assertThat(db.column("SELECT \"method\" FROM sys.indexes")).containsExactly("IVF_FLAT");
    }
  }

  private static List<String> texts(TestSession db, String sql) {
    return db.column(sql).stream().map(String::valueOf).toList();
  }

  @Test
  void systemTablesListIndexesAndDropRemovesThem() {
    Random random = new Random(6);
    float[][] centres = centres(random, 4);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(4))");
      insert(db, random, centres, 0, 1_000);
      db.run("CREATE INDEX one ON t USING IVF_RQ (v) WITH (metric = 'dot')");
      db.run("CREATE INDEX IF NOT EXISTS one ON t (v)");
      db.run("CREATE VECTOR INDEX ON t (v)");
      insert(db, random, centres, 1_000, 10);
      String columns =
          "SELECT table_name, index_name, \"method\", \"columns\", metric, rows_indexed,"
              + " rows_unindexed, bytes > 0 FROM sys.indexes";
      assertThat(db.rows(columns))
          .containsExactly(
              Arrays.asList("t", "one", "IVF_RQ", "v", "dot", 1_000L, 10L, true),
              Arrays.asList("t", "t_v_idx", "IVF_FLAT", "v", "cosine", 1_000L, 10L, true));
      assertThat(db.rows("SHOW INDEXES FROM t")).hasSize(2);
      assertThat(db.value("SELECT COUNT(*) FROM sys.versions")).isEqualTo(3L);
      db.run("DROP INDEX ONE");
      db.run("DROP INDEX IF EXISTS one");
      assertThat(db.column("SELECT index_name FROM sys.indexes")).containsExactly("t_v_idx");
      db.run("DROP TABLE t");
      assertThat(db.rows("SELECT * FROM sys.indexes")).isEmpty();
    }
  }

  @Test
  void rowsToBeChangedAreFoundExactlyAndIndexesRollBack() {
    Random random = new Random(7);
    float[][] centres = centres(random, 4);
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, v VECTOR(4))");
      insert(db, random, centres, 0, 3_000);
      db.run("CREATE INDEX one ON t (v) WITH (metric = 'l2', num_partitions = 100)");
      Object near = db.value("SELECT COUNT(*) FROM t WHERE (v <-> '[0,0,0,0]') + 0 * part < 3");
      assertThat(db.run("DELETE FROM t WHERE v <-> '[0,0,0,0]' < 3")).isEqualTo(near);
      db.run("BEGIN");
      db.run("DROP INDEX one");
      assertThat(db.rows("SELECT * FROM sys.indexes")).isEmpty();
      db.run("ROLLBACK");
      assertThat(db.rows("SELECT * FROM sys.indexes")).hasSize(1);
      List<Object> ids = new ArrayList<>();
      ids.addAll(db.column("SELECT id FROM t ORDER BY v <-> '[1,1,1,1]' LIMIT 10"));
      assertThat(ids).hasSize(10);
    }
  }
}
