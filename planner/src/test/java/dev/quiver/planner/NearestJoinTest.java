package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The nearest rows of joins in SQL, with indexes, in transactions and over versions: against the
 * same query with a further sort key, which makes it a sort of all joined rows.
 */
class NearestJoinTest {
  private static final int DIMENSION = 12;

  private static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian() + random.nextInt(4);
    }
    return vector;
  }

  /** Rows whose vectors are missing now and then, some of them without a group. */
  private static void insert(TestSession db, Random random, int first, int count) {
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      Object group = random.nextInt(40) == 0 ? null : random.nextInt(300);
      rows[i] = new Object[] {first + i, group, random.nextInt(40) == 0 ? null : vector(random)};
    }
    db.batch("INSERT INTO docs VALUES (?, ?, ?)", rows);
  }

  private static TestSession database(Random random, boolean indexed) {
    TestSession db = TestSession.inMemory();
    db.run("CREATE TABLE docs (id INTEGER, part INTEGER, v VECTOR(" + DIMENSION + "))");
    db.run("CREATE TABLE parts (part INTEGER, kind INTEGER)");
    insert(db, random, 0, 2_000);
    Object[][] parts = new Object[400][];
    for (int i = 0; i < parts.length; i++) {
      Object part = i % 50 == 0 ? null : random.nextInt(400);
      parts[i] = new Object[] {part, i % 10};
    }
    db.batch("INSERT INTO parts VALUES (?, ?)", parts);
    if (indexed) {
      db.run("CREATE INDEX i ON docs USING IVF_RQ (v) WITH (metric = 'l2', num_partitions = 40)");
    }
    insert(db, random, 10_000, 200);
    db.run("DELETE FROM docs WHERE id BETWEEN 100 AND 199");
    return db;
  }

  private static final List<String> JOINS =
      List.of(
          "docs d JOIN parts p ON d.part = p.part",
          "parts p JOIN docs d ON d.part = p.part AND p.kind < 7",
          "docs d JOIN parts p ON d.part = p.part WHERE p.kind = 3 AND d.id > 500",
          "docs d JOIN parts p ON d.part = p.part JOIN parts q ON q.part = d.part + 1",
          "docs AS OF VERSION 2 d JOIN parts p ON d.part = p.part",
          "docs d JOIN parts p ON d.part = p.part WHERE p.kind = 3 AND p.part < 20",
          "docs d JOIN (SELECT DISTINCT part FROM parts WHERE kind = 5) p ON d.part = p.part",
          "docs d JOIN docs AS OF VERSION 2 e ON d.id = e.id JOIN parts p ON p.part = e.part");

  private static double recall(List<Object> found, List<Object> truth) {
    List<Object> rest = new ArrayList<>(truth);
    long hits = found.stream().filter(rest::remove).count();
    return truth.isEmpty() ? 1 : (double) hits / truth.size();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsWhatASortOfTheJoinFinds(boolean indexed) {
    Random random = new Random(3);
    try (TestSession db = database(random, indexed)) {
      db.run("BEGIN");
      insert(db, random, 20_000, 60);
      db.run("DELETE FROM docs WHERE id BETWEEN 300 AND 340");
      db.run("INSERT INTO parts VALUES (7, 3), (299, 3), (299, 3)");
      double recall = 0;
      int searches = 0;
      for (String join : JOINS) {
        for (String limit : List.of("LIMIT 10", "LIMIT 7 OFFSET 5", "LIMIT 100000")) {
          String sql = "SELECT d.v <-> ? AS dist, d.id FROM " + join + " ORDER BY dist";
          float[] query = vector(random);
          assertThat(db.column("EXPLAIN PLAN FOR " + sql + " " + limit, query).toString())
              .contains("VectorTopK(docs.v, L2, " + (indexed ? "index i)" : "exact)"))
              .contains("among the join's keys");
          List<Object> truth = db.column(sql + ", d.id " + limit, query);
          List<Object> found = db.column(sql + " " + limit, query);
          assertThat(found).as(sql).hasSameSizeAs(truth);
          if (!indexed) {
            assertThat(found).as(sql).isEqualTo(truth);
          }
          recall += recall(found, truth);
          searches++;
        }
      }
      assertThat(recall / searches).isGreaterThan(0.94);
      db.run("ROLLBACK");
    }
  }

  @Test
  void theOtherSideIsReadOnceAndItsKeysAreAFilter() {
    try (TestSession db = database(new Random(5), false)) {
      String plan =
          String.join(
              "\n",
              db
                  .column(
                      "EXPLAIN PLAN FOR SELECT d.id FROM docs d JOIN parts p ON d.part = p.part"
                          + " ORDER BY d.v <-> '[1,1,1,1,1,1,1,1,1,1,1,1]' LIMIT 5")
                  .stream()
                  .map(Object::toString)
                  .toList());
      assertThat(plan)
          .contains("HashJoin(keys: 1, INNER, conditions: 0, keys filter the left)")
          .contains("pushed down: (part) among the join's keys")
          .containsOnlyOnce("Scan(parts)");
    }
  }

  @Test
  void aSideThatIsMuchLargerIsNotHeldInTheOthersPlace() {
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE few (id INTEGER, v VECTOR(2))");
      db.run("INSERT INTO few VALUES (1, '[1, 2]'), (2, '[3, 4]')");
      db.run("CREATE TABLE many (few INTEGER)");
      Object[][] rows = new Object[100_001][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new Object[] {i % 3};
      }
      db.batch("INSERT INTO many VALUES (?)", rows);
      String sql =
          "SELECT f.id FROM many m JOIN few f ON m.few = f.id ORDER BY f.v <-> '[3, 4]' LIMIT 2";
      assertThat(db.column("EXPLAIN PLAN FOR " + sql).toString()).contains("TopN");
      assertThat(db.column(sql)).containsExactly(2, 2);
      String mirrored =
          "SELECT f.id FROM few f JOIN many m ON m.few = f.id ORDER BY f.v <-> '[3, 4]' LIMIT 2";
      assertThat(db.column("EXPLAIN PLAN FOR " + mirrored).toString()).contains("VectorTopK");
      assertThat(db.column(mirrored)).containsExactly(2, 2);
    }
  }
}
