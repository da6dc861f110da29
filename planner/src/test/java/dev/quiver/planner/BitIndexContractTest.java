package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.vector.BitFloats;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes over columns of bits, in SQL: against the same search without. */
class BitIndexContractTest {
  private static final int BITS = 100;
  private static final int QUERIES = 12;

  private final Random random = new Random(31);
  private final float[][] centres = new float[20][];

  BitIndexContractTest() {
    for (int c = 0; c < centres.length; c++) {
      centres[c] = flipped(new float[BITS], 0.5);
    }
  }

  private float[] flipped(float[] vector, double share) {
    float[] bits = vector.clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = random.nextDouble() < share ? 1 - bits[i] : bits[i];
    }
    return bits;
  }

  private byte[] around() {
    return BitFloats.pack(flipped(centres[random.nextInt(centres.length)], 0.1));
  }

  private void insert(TestSession db, int first, int count) {
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      Object bits = random.nextInt(40) == 0 ? null : around();
      rows[i] = new Object[] {first + i, random.nextInt(100), bits};
    }
    db.batch("INSERT INTO t VALUES (?, ?, ?)", rows);
  }

  private static void create(TestSession db) {
    db.run("CREATE TABLE t (id INTEGER, part INTEGER, b VECTOR(100, BIT))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IVF_FLAT", "HNSW"})
  void hammingIsServed(String method) {
    try (TestSession db = TestSession.inMemory()) {
      create(db);
      insert(db, 0, 2_000);
      String option = method.equals("HNSW") ? "ef_construction = 30" : "num_partitions = 20";
      db.run("CREATE INDEX near ON t USING %s (b) WITH (%s)".formatted(method, option));
      assertThat(db.rows("SELECT index_name, \"method\", metric, rows_indexed FROM sys.indexes"))
          .containsExactly(List.of("near", method, "hamming", 2_000L));
      searches(db, method, "t");
      insert(db, 10_000, 200);
      db.run("DELETE FROM t WHERE part < 10");
      searches(db, method, "t");
      searches(db, method, "t AS OF VERSION 2");
      db.run("OPTIMIZE TABLE t");
      assertThat(db.value("SELECT SUM(rows_unindexed) FROM sys.indexes")).hasToString("0");
      searches(db, method, "t");
      List<List<Object>> check = db.rows("CHECK INDEX near SAMPLE 50");
      assertThat(check).contains(List.of("index near", "indexes", "ok"));
      assertThat(check.toString())
          .containsPattern("recall@10, (1.0|0.9[2-9])")
          .contains("rebuild, no");
    }
  }

  private void searches(TestSession db, String method, String table) {
    String search =
        "SELECT %s id, b <~> ? AS d FROM " + table + " WHERE part >= ? ORDER BY d LIMIT 10";
    int hits = 0;
    for (int q = 0; q < QUERIES; q++) {
      Object[] values = {around(), q % 2 == 0 ? 0 : 20};
      List<List<Object>> truth = db.rows(search.formatted("/*+ ANN(exact) */"), values);
      List<List<Object>> found = db.rows(search.formatted(""), values);
      assertThat(found).hasSameSizeAs(truth);
      // Of equally near rows any will do.
      double last = (Double) truth.get(9).get(1);
      hits += (int) found.stream().filter(row -> (Double) row.get(1) <= last).count();
    }
    assertThat(hits).as("%s of %s", method, table).isGreaterThan(9 * QUERIES);
    assertThat(db.column("EXPLAIN " + search.formatted(""), around(), 0).toString())
        .contains("index: near (" + method + "), recall 0.95 by ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IVF_FLAT", "HNSW"})
  void nullsComeLastAndBoundsHold(String method) {
    try (TestSession db = TestSession.inMemory()) {
      create(db);
      insert(db, 0, 1_000);
      db.run("CREATE INDEX near ON t USING " + method + " (b)");
      String all = "SELECT %s id, b <~> ? AS d FROM t ORDER BY d LIMIT 2000";
      byte[] query = around();
      List<List<Object>> rows = db.rows(all.formatted(""), query);
      assertThat(rows).hasSize(1_000);
      List<Object> distances = rows.stream().map(row -> row.get(1)).toList();
      List<List<Object>> exact = db.rows(all.formatted("/*+ ANN(exact) */"), query);
      assertThat(distances).isEqualTo(exact.stream().map(row -> row.get(1)).toList());
      assertThat(distances.get(999)).isNull();
      assertThat(distances.get(0)).isInstanceOf(Double.class);
      String within = "SELECT /*+ ANN(recall = 0.99) */ id FROM t WHERE (b <~> ?) < 20";
      String right = "SELECT /*+ ANN(exact) */ id FROM t WHERE (b <~> ?) < 20";
      List<Object> wanted = db.column(right, query);
      assertThat(wanted).isNotEmpty();
      assertThat(wanted).containsAll(db.column(within, query));
    }
  }

  @Test
  void analyzeTellsWhatWasDone() {
    try (TestSession db = TestSession.inMemory()) {
      create(db);
      insert(db, 0, 4_000);
      String search = "EXPLAIN ANALYZE SELECT id FROM t ORDER BY b <~> ? LIMIT 5";
      db.run("CREATE VECTOR INDEX ON t (b) WITH (num_partitions = 40)");
      assertThat(db.column(search, around()).toString())
          .contains(
              "index: t_b_idx (IVF_FLAT), recall 0.95 by", "lists probed=", "rows re-ranked=");
      db.run("DROP INDEX t_b_idx");
      db.run("CREATE INDEX graph ON t (b) WITH (m = 8)");
      assertThat(db.column(search, around()).toString())
          .contains("index: graph (HNSW), recall 0.95 by", "rows walked=");
    }
  }

  @Test
  void otherDistancesOfBitsGoWithout() {
    try (TestSession db = TestSession.inMemory()) {
      create(db);
      insert(db, 0, 600);
      db.run("CREATE VECTOR INDEX ON t (b)");
      assertThat(db.column("EXPLAIN SELECT id FROM t ORDER BY b <%> ? LIMIT 5", around()))
          .anyMatch(line -> line.toString().contains("none, since t_b_idx is for hamming"));
      assertThat(db.rows("SELECT id FROM t ORDER BY b <%> ? LIMIT 5", around())).hasSize(5);
    }
  }

  @Test
  void theMakingIsExplained() {
    try (TestSession db = TestSession.inMemory()) {
      create(db);
      insert(db, 0, 1_000);
      assertThat(db.column("EXPLAIN CREATE VECTOR INDEX ON t (b)").toString())
          .contains(
              "method: IVF_FLAT, since rows of bits take no more room than codes would",
              "parameters: metric=hamming, num_partitions=3",
              "rows: 1000 of 100 elements",
              "off it 13 kB of vectors");
      assertThat(db.column("EXPLAIN CREATE INDEX x ON t USING HNSW (b)").toString())
          .contains("metric=hamming, m=16, ef_construction=100");
    }
  }

  @Test
  void eachRowOfAnotherTableFindsItsNearest() {
    try (TestSession db = TestSession.inMemory()) {
      create(db);
      insert(db, 0, 3_000);
      db.run("CREATE VECTOR INDEX ON t (b) WITH (num_partitions = 20)");
      db.run("CREATE TABLE q (n INTEGER, b VECTOR(100, BIT))");
      for (int n = 0; n < 5; n++) {
        db.run("INSERT INTO q VALUES (?, ?)", n, around());
      }
      String join =
          "SELECT q.n, f.d FROM q, LATERAL (SELECT %s t.b <~> q.b AS d FROM t"
              + " ORDER BY d LIMIT 3) f ORDER BY n, d";
      assertThat(db.rows(join.formatted("/*+ ANN(recall = 0.99) */"))).hasSize(15);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX i ON t USING IVF_RQ (b) | an index by IVF_RQ on a column of type VECTOR(100,"
            + " BIT) (rows of bits take no more room than codes; by IVF_FLAT or HNSW) is not"
            + " supported (line 1, column 27)",
        "CREATE INDEX i ON t USING IVF_FLAT (b) WITH (metric = 'l2') | index option metric = 'l2'"
            + " on a column of type VECTOR(100, BIT): expected hamming (line 1, column 46)",
        "CREATE VECTOR INDEX ON t (b) WITH (metric = 'jaccard') | index metric jaccard is not"
            + " supported (line 1, column 36)",
        "CREATE VECTOR INDEX ON t (v) WITH (metric = 'hamming') | index option metric = 'hamming'"
            + " on a column of type VECTOR(4): expected l2, cosine or dot (line 1, column 36)",
        "CREATE VECTOR INDEX ON t (b) WITH (num_bits = 4) | unknown option num_bits of an index by"
            + " IVF_FLAT or HNSW; there are metric, num_partitions, m, ef_construction"
            + " (line 1, column 36)"
      })
  void whatThereIsNotIsRefused(String statement, String message) {
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, b VECTOR(100, BIT), v VECTOR(4))");
      assertThatThrownBy(() -> db.run(statement)).hasMessage(message);
    }
  }
}
