package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for each method with each metric, on a table with two columns of vectors and an index
 * for each column and metric: the right one is gone through, and it finds what there is to find
 * with conditions, after inserts and deletes, in an older version, and after OPTIMIZE.
 */
class IndexContractTest {
  private static final String[][] METRICS = {{"l2", "<->"}, {"cosine", "<=>"}, {"dot", "<#>"}};
  private static final String[][] COLUMNS = {{"a", "6"}, {"b", "11"}};
  private static final int QUERIES = 12;

  private final Random random = new Random(23);
  private final float[][] centresOfA = centres(6);
  private final float[][] centresOfB = centres(11);

  private float[][] centres(int dimension) {
    float[][] centres = new float[20][dimension];
    for (float[] centre : centres) {
      for (int i = 0; i < dimension; i++) {
        centre[i] = 3 * (float) random.nextGaussian();
      }
    }
    return centres;
  }

  private float[] around(float[][] centres) {
    float[] vector = centres[random.nextInt(centres.length)].clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += (float) random.nextGaussian();
    }
    return vector;
  }

  private void insert(TestSession db, int first, int count) {
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      Object b = random.nextInt(40) == 0 ? null : around(centresOfB);
      rows[i] = new Object[] {first + i, random.nextInt(100), around(centresOfA), b};
    }
    db.batch("INSERT INTO t VALUES (?, ?, ?, ?)", rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IVF_FLAT", "IVF_RQ", "IVF_PQ", "HNSW"})
  void everyMetricOfEveryColumnIsServed(String method) {
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE t (id INTEGER, part INTEGER, a VECTOR(6), b VECTOR(11))");
      insert(db, 0, 2_000);
      String option = method.equals("HNSW") ? "ef_construction = 30" : "num_partitions = 20";
      for (String[] column : COLUMNS) {
        for (String[] metric : METRICS) {
          db.run(
              "CREATE INDEX %s_%s ON t USING %s (%s) WITH (metric = '%s', %s)"
                  .formatted(column[0], metric[0], method, column[0], metric[0], option));
        }
      }
      assertThat(db.rows("SELECT * FROM sys.indexes")).hasSize(6);
      searches(db, method, "t");
      insert(db, 10_000, 200);
      db.run("DELETE FROM t WHERE part < 10");
      searches(db, method, "t");
      searches(db, method, "t AS OF VERSION 2");
      db.run("OPTIMIZE TABLE t");
      assertThat(db.value("SELECT SUM(rows_unindexed) FROM sys.indexes")).hasToString("0");
      searches(db, method, "t");
      assertThat(db.rows("CHECK INDEX a_dot SAMPLE 20"))
          .contains(List.of("index a_dot", "indexes", "ok"));
    }
  }

  private void searches(TestSession db, String method, String table) {
    for (String[] column : COLUMNS) {
      for (String[] metric : METRICS) {
        String search =
            "SELECT %s id FROM %s WHERE part >= ? ORDER BY %s %s ? LIMIT 10"
                .formatted("%s", table, column[0], metric[1]);
        String name = column[0] + "_" + metric[0];
        float[][] centres = column[0].equals("a") ? centresOfA : centresOfB;
        int hits = 0;
        for (int q = 0; q < QUERIES; q++) {
          Object[] values = {q % 2 == 0 ? 0 : 20, around(centres)};
          List<Object> truth = db.column(search.formatted("/*+ ANN(exact) */"), values);
          List<Object> found = db.column(search.formatted(""), values);
          assertThat(found).hasSameSizeAs(truth);
          hits += (int) found.stream().filter(truth::contains).count();
        }
        assertThat(hits).as("%s by %s of %s", name, method, table).isGreaterThan(9 * QUERIES);
        assertThat(db.column("EXPLAIN " + search.formatted(""), 0, around(centres)).toString())
            .contains("index: " + name + " (" + method + "), recall 0.95 by ");
      }
    }
  }
}
