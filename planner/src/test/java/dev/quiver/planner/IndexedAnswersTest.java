package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Searches by SQL through an index against a list of the rows: random conditions, LIMIT and OFFSET,
 * bounds on the distance, hints, inserted and deleted rows, older versions and OPTIMIZE. However
 * few rows satisfy the conditions, by whatever strategy: all that are given do, at their exact
 * distance, in order, as many as there are to give; and of the nearest as many as asked for.
 */
class IndexedAnswersTest {
  private static final int DIMENSION = 8;
  private static final int ROWS = 5_000;
  private static final int SEARCHES = 400;
  private static final String[] WORDS = {"red", "green", "blue", "grey"};

  private final Random random = new Random(77);
  private final float[][] centres = new float[25][DIMENSION];
  private double shares;
  private int measured;

  /** A row as it was inserted. */
  private record Row(int id, int part, String word, @Nullable Double price, float @Nullable [] v) {
    Object[] values() {
      return new Object[] {id, part, word, price, v};
    }
  }

  /** A condition in SQL and in Java. */
  private record Condition(String sql, List<Object> values, Predicate<Row> holds) {
    Condition(String sql, Predicate<Row> holds, Object... values) {
      this(sql, List.of(values), holds);
    }
  }

  /** What is asked besides conditions; a bound is infinite if there is none. */
  private record Asked(int limit, int offset, double bound, String hint) {
    boolean isExact() {
      return hint.contains("exact");
    }

    boolean hasPromise() {
      return hint.isEmpty() || hint.contains("recall");
    }
  }

  private float[] vector() {
    float[] vector = centres[random.nextInt(centres.length)].clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += (float) random.nextGaussian();
    }
    return vector;
  }

  private List<Row> insert(TestSession db, int first, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new Row(
              first + i,
              random.nextInt(1_000),
              WORDS[random.nextInt(WORDS.length)],
              random.nextInt(10) == 0 ? null : random.nextInt(100) / 4.0,
              random.nextInt(50) == 0 ? null : vector()));
    }
    db.batch(
        "INSERT INTO t VALUES (?, ?, ?, ?, ?)",
        rows.stream().map(Row::values).toArray(Object[][]::new));
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "IVF_RQ, L2, l2, <->",
    "IVF_RQ, COSINE, cosine, <=>",
    "IVF_PQ, NEGATIVE_INNER_PRODUCT, dot, <#>",
    "IVF_FLAT, COSINE, cosine, <=>",
    "HNSW, L2, l2, <->",
    "HNSW, NEGATIVE_INNER_PRODUCT, dot, <#>"
  })
  void areThoseOfAllRows(String method, Metric metric, String name, String operator) {
    for (float[] centre : centres) {
      for (int i = 0; i < DIMENSION; i++) {
        centre[i] = 3 * (float) random.nextGaussian();
      }
    }
    try (TestSession db = TestSession.inMemory()) {
      db.run(
          "CREATE TABLE t (id INTEGER, part INTEGER, word VARCHAR, price DOUBLE, v VECTOR(%d))"
              .formatted(DIMENSION));
      List<Row> first = insert(db, 0, ROWS);
      db.run("CREATE INDEX t_v ON t USING %s (v) WITH (metric = '%s')".formatted(method, name));
      Searches searches = new Searches(db, metric, operator, method.equals("HNSW"));
      searches.run("t", first);
      List<Row> now = new ArrayList<>(first);
      now.addAll(insert(db, ROWS, 700));
      db.run("DELETE FROM t WHERE part < 120 OR word = 'grey' AND part > 700");
      now.removeIf(row -> row.part < 120 || (row.word.equals("grey") && row.part > 700));
      searches.run("t", now);
      searches.run("t AS OF VERSION 2", first);
      db.run("OPTIMIZE TABLE t");
      searches.run("t", now);
      assertThat(shares / measured).as("of %d searches", measured).isGreaterThanOrEqualTo(0.94);
    }
  }

  private Condition condition() {
    int part = random.nextInt(1_000);
    int width = new int[] {2, 20, 150, 600}[random.nextInt(4)];
    String word = WORDS[random.nextInt(WORDS.length)];
    double price = random.nextInt(100) / 4.0;
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Condition("id >= ?", row -> true, 0);
      case 2 ->
          new Condition(
              "part BETWEEN ? AND ?",
              row -> row.part >= part && row.part <= part + width,
              part,
              part + width);
      case 3 -> new Condition("word = ?", row -> row.word.equals(word), word);
      case 4 ->
          new Condition(
              "price < ? OR part = ?",
              row -> (row.price != null && row.price < price) || row.part == part,
              price,
              part);
      case 5 ->
          new Condition("price IS NULL AND part < ?", r -> r.price == null && r.part < part, part);
      case 6 ->
          new Condition(
              "NOT (price >= ?) AND word <> ?",
              row -> row.price != null && row.price < price && !row.word.equals(word),
              price,
              word);
      default ->
          new Condition("v IS NOT NULL AND id < ?", row -> row.v != null && row.id < part, part);
    };
  }

  /** Searches of one table's versions. */
  private final class Searches {
    private final TestSession db;
    private final Metric metric;
    private final String operator;
    private final boolean graphs;

    Searches(TestSession db, Metric metric, String operator, boolean graphs) {
      this.db = db;
      this.metric = metric;
      this.operator = operator;
      this.graphs = graphs;
    }

    void run(String table, List<Row> rows) {
      Map<Integer, Row> byId = new HashMap<>();
      rows.forEach(row -> byId.put(row.id, row));
      for (int s = 0; s < SEARCHES; s++) {
        Condition condition = condition();
        float[] query = query();
        double[] truth =
            rows.stream()
                .filter(row -> row.v != null && condition.holds.test(row))
                .mapToDouble(row -> distance(row, query))
                .filter(distance -> !Double.isNaN(distance))
                .sorted()
                .toArray();
        Asked asked = asked(truth);
        int without =
            (int) rows.stream().filter(condition.holds).filter(row -> row.v == null).count();
        List<List<Object>> found = search(table, condition, query, asked);
        check(new Truth(truth, without, query), condition, asked, found, byId);
      }
    }

    private float[] query() {
      float[] query = vector();
      float[] other = vector();
      boolean between = random.nextInt(6) == 0;
      for (int i = 0; i < DIMENSION && between; i++) {
        query[i] = (query[i] + other[i]) / 2;
      }
      return query;
    }

    private Asked asked(double[] truth) {
      String effort = graphs ? "ANN(ef = 12)" : "ANN(nprobes = 1)";
      String hint =
          switch (random.nextInt(10)) {
            case 0 -> "/*+ ANN(exact) */";
            case 1 -> "/*+ ANN(recall = 0.99) */";
            case 2 -> "/*+ " + effort + " */";
            default -> "";
          };
      int limit = new int[] {1, 10, 10, 25, 3_000}[random.nextInt(5)];
      int offset = random.nextInt(4) == 0 ? random.nextInt(30) : 0;
      boolean bounded = random.nextInt(5) == 0 && truth.length > 0;
      double bound = bounded ? truth[random.nextInt(truth.length)] : Double.POSITIVE_INFINITY;
      return new Asked(limit, offset, bound, hint);
    }

    private double distance(Row row, float[] query) {
      return Distances.of(metric).distance(row.v, 0, query, 0, DIMENSION);
    }

    private List<List<Object>> search(
        String table, Condition condition, float[] query, Asked asked) {
      List<Object> values = new ArrayList<>();
      values.add(query);
      values.addAll(condition.values);
      String bound = "";
      if (asked.bound < Double.POSITIVE_INFINITY) {
        bound = " AND v " + operator + " ? < ?";
        values.add(query);
        values.add(asked.bound);
      }
      values.add(query);
      values.add(asked.limit);
      values.add(asked.offset);
      String sql =
          "SELECT %s id, v %s ? FROM %s WHERE (%s)%s ORDER BY v %s ? LIMIT ? OFFSET ?"
              .formatted(asked.hint, operator, table, condition.sql, bound, operator);
      return db.rows(sql, values.toArray());
    }

    private void check(
        Truth truth,
        Condition condition,
        Asked asked,
        List<List<Object>> found,
        Map<Integer, Row> rows) {
      Set<Object> once = new HashSet<>();
      double last = Double.NEGATIVE_INFINITY;
      int near = 0;
      double[] right = truth.near(asked);
      for (List<Object> row : found) {
        assertThat(once.add(row.get(0))).as("row %s for the first time", row).isTrue();
        Row own = rows.get((Integer) row.get(0));
        assertThat(own).as("row %s", row).isNotNull();
        assertThat(condition.holds).as(condition.sql).accepts(own);
        if (row.get(1) == null) {
          assertThat(own.v).as("row %s has no distance", row).isNull();
          last = Double.POSITIVE_INFINITY;
        } else {
          double distance = (Double) row.get(1);
          assertThat(distance).isEqualTo(distance(own, truth.query));
          assertThat(distance).isGreaterThanOrEqualTo(last).isLessThan(asked.bound);
          near += right.length > 0 && distance <= right[right.length - 1] ? 1 : 0;
          last = distance;
        }
      }
      int wanted = truth.count(asked);
      boolean bounded = asked.bound < Double.POSITIVE_INFINITY;
      assertThat(found.size()).as("rows by %s, %s", condition, asked).isLessThanOrEqualTo(wanted);
      if (!bounded || asked.isExact()) {
        assertThat(found.size()).as("rows by %s, %s", condition, asked).isEqualTo(wanted);
      }
      if (asked.isExact()) {
        assertThat(near).isEqualTo(right.length);
      }
      if (asked.hasPromise()) {
        shares += right.length == 0 ? 1 : (double) near / right.length;
        measured++;
      }
    }
  }

  /**
   * @param distances of the rows that satisfy the conditions, ascending
   * @param without how many rows that do have no distance
   */
  private record Truth(double[] distances, int without, float[] query) {
    private int within(double bound) {
      return (int) Arrays.stream(distances).filter(distance -> distance < bound).count();
    }

    double[] near(Asked asked) {
      int end = Math.min(within(asked.bound), asked.offset + asked.limit);
      return Arrays.copyOfRange(distances, Math.min(end, asked.offset), end);
    }

    /** How many rows there are to give. */
    int count(Asked asked) {
      boolean bounded = asked.bound < Double.POSITIVE_INFINITY;
      int all = bounded ? within(asked.bound) : distances.length + without;
      return Math.max(0, Math.min(asked.limit, all - asked.offset));
    }
  }
}
