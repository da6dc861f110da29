package dev.quiver.planner.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.Metric;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

/** The exact search against a sort of all distances, over vectors with ties, zeros and NULLs. */
class VectorSearchTest {
  private static final int DIMENSION = 5;
  private static final RexBuilder REX = new RexBuilder(QuiverTypeFactory.INSTANCE);
  private static final float[] QUERY = {1, 0, 2, -1, 0};

  private record Row(int id, float[] vector, double distance) {}

  private final List<float[]> vectors = new ArrayList<>();
  private final MemoryTable table = table();

  private MemoryTable table() {
    Random random = new Random(7);
    MemoryTable result =
        new MemoryTable(
            "v",
            SqlHarness.schema(
                "id", SimpleType.INTEGER,
                "e", VectorType.ofFloats(DIMENSION),
                "s", SimpleType.VARCHAR));
    for (int fragment = 0; fragment < 6; fragment++) {
      List<Object[]> rows = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        float[] vector = new float[DIMENSION];
        for (int d = 0; d < DIMENSION && random.nextInt(20) > 0; d++) {
          vector[d] = random.nextInt(5) - 2;
        }
        vectors.add(i % 13 == 3 ? null : vector);
        rows.add(new Object[] {vectors.size() - 1, vectors.get(vectors.size() - 1), "s" + i % 4});
      }
      result.fragment(rows, Set.of(1, 20));
    }
    return result;
  }

  private List<Row> oracle(Metric metric, Predicate<Integer> filter) {
    List<Row> rows = new ArrayList<>();
    for (int id = 0; id < vectors.size(); id++) {
      int offset = id % 50;
      if (offset != 1 && offset != 20 && filter.test(id)) {
        float[] vector = vectors.get(id);
        double distance =
            vector == null
                ? Double.NaN
                : Distances.of(metric).distance(vector, 0, QUERY, 0, DIMENSION);
        rows.add(new Row(id, vector, distance));
      }
    }
    rows.sort(Comparator.comparingDouble(Row::distance));
    return rows;
  }

  private static Expression number(long value) {
    return ExpressionCompiler.compile(REX.makeBigintLiteral(BigDecimal.valueOf(value)));
  }

  private VectorSearchPlan plan(
      Metric metric, List<RexNode> conditions, VectorSearchPlan.Range range, RowLimit limit) {
    ScanPlan scan = ScanBuilder.scan(table, conditions, List.of(1));
    Expression query =
        ExpressionCompiler.compile(
            REX.makeDynamicParam(
                QuiverTypeFactory.INSTANCE.vector(DIMENSION, VectorType.Element.FLOAT32, true), 0));
    return new VectorSearchPlan(
        scan,
        0,
        metric,
        query,
        range,
        limit,
        List.of(0),
        true,
        AnnOptions.NONE,
        RememberedRows.of(conditions));
  }

  private static List<List<Object>> run(VectorSearchPlan plan, Object query) {
    return SqlHarness.rows(new PhysicalPlan(plan), SqlHarness.context(query));
  }

  private static List<List<Object>> expected(List<Row> rows) {
    return rows.stream()
        .map(r -> Arrays.<Object>asList(r.id, Double.isNaN(r.distance) ? null : r.distance))
        .toList();
  }

  private static final VectorSearchPlan.Range UNBOUNDED =
      new VectorSearchPlan.Range(null, false, false);

  @Test
  void givesTheNearestWithTiesInRowOrder() {
    for (Metric metric :
        List.of(
            Metric.L2,
            Metric.COSINE,
            Metric.NEGATIVE_INNER_PRODUCT,
            Metric.L1,
            Metric.L2_SQUARED)) {
      VectorSearchPlan plan =
          plan(metric, List.of(), UNBOUNDED, new RowLimit(number(3), number(40)));

      assertThat(run(plan, QUERY))
          .as(metric.toString())
          .isEqualTo(expected(oracle(metric, id -> true).subList(3, 43)));
    }
  }

  @Test
  void rowsWithoutDistanceComeLastAndOnlyWhereTheyMust() {
    VectorSearchPlan all =
        plan(Metric.COSINE, List.of(), UNBOUNDED, new RowLimit(null, number(1_000)));
    List<List<Object>> rows = run(all, QUERY);

    assertThat(rows).isEqualTo(expected(oracle(Metric.COSINE, id -> true)));
    assertThat(rows.get(rows.size() - 1).get(1)).isNull();
  }

  @Test
  void filtersFirst() {
    RexNode id = REX.makeInputRef(QuiverTypeFactory.INSTANCE.createSqlType(SqlTypeName.INTEGER), 0);
    for (int bound : new int[] {3, 60, 290}) {
      RexNode below =
          REX.makeCall(
              SqlStdOperatorTable.LESS_THAN, id, REX.makeExactLiteral(BigDecimal.valueOf(bound)));
      VectorSearchPlan plan =
          plan(Metric.L2, List.of(below), UNBOUNDED, new RowLimit(null, number(10)));
      List<Row> rows = oracle(Metric.L2, i -> i < bound);

      assertThat(run(plan, QUERY)).isEqualTo(expected(rows.subList(0, Math.min(10, rows.size()))));
    }
  }

  @Test
  void bounds() {
    List<Row> all = oracle(Metric.L2, id -> true);
    double bound = all.get(12).distance;
    Expression limit = ExpressionCompiler.compile(REX.makeApproxLiteral(BigDecimal.valueOf(bound)));

    assertThat(
            run(
                plan(
                    Metric.L2,
                    List.of(),
                    new VectorSearchPlan.Range(limit, false, false),
                    new RowLimit(null, null)),
                QUERY))
        .isEqualTo(
            expected(
                all.stream()
                    .filter(r -> r.distance <= bound)
                    .sorted(Comparator.comparingInt(Row::id))
                    .toList()));
    assertThat(
            run(
                plan(
                    Metric.L2,
                    List.of(),
                    new VectorSearchPlan.Range(limit, true, false),
                    new RowLimit(null, number(5))),
                QUERY))
        .isEqualTo(expected(all.stream().filter(r -> r.distance < bound).limit(5).toList()));
  }

  @Test
  void aNullQueryHasNoDistances() {
    VectorSearchPlan plan = plan(Metric.L2, List.of(), UNBOUNDED, new RowLimit(null, number(3)));

    assertThat(run(plan, null))
        .containsExactly(Arrays.asList(0, null), Arrays.asList(2, null), Arrays.asList(3, null));
  }

  @Test
  void aWrongLengthNamesBoth() {
    VectorSearchPlan plan = plan(Metric.L2, List.of(), UNBOUNDED, new RowLimit(null, number(3)));

    assertThatThrownBy(() -> run(plan, new float[] {1, 2}))
        .hasMessage("parameter 1: expected VECTOR(5), got 2 elements");
  }

  @Test
  void limitsBeyondALongAreNoLimits() {
    List<Row> all = oracle(Metric.L2, id -> true);
    Expression huge =
        ExpressionCompiler.compile(
            REX.makeExactLiteral(
                BigDecimal.valueOf(2).pow(64).add(BigDecimal.ONE),
                QuiverTypeFactory.INSTANCE.createSqlType(SqlTypeName.DECIMAL, 20, 0)));
    List<RowLimit> beyondTheEnd =
        List.of(
            new RowLimit(number(Long.MAX_VALUE), number(10)),
            new RowLimit(number(Long.MAX_VALUE - 5), number(10)),
            new RowLimit(number(Long.MAX_VALUE), null),
            new RowLimit(huge, number(10)));

    for (RowLimit limit : beyondTheEnd) {
      assertThat(run(plan(Metric.L2, List.of(), UNBOUNDED, limit), QUERY)).isEmpty();
    }
    for (Expression fetch : List.of(number(Long.MAX_VALUE), huge)) {
      assertThat(
              run(plan(Metric.L2, List.of(), UNBOUNDED, new RowLimit(number(280), fetch)), QUERY))
          .isEqualTo(expected(all.subList(280, all.size())));
    }
  }

  @Test
  void bitsOfAnotherDimensionAreRefused() {
    VectorType twelve = new VectorType(12, VectorType.Element.BIT);
    MemoryTable bits =
        new MemoryTable("b", SqlHarness.schema("id", SimpleType.INTEGER, "e", twelve))
            .fragment(List.<Object[]>of(new Object[] {1, new byte[2]}), Set.of());
    Expression query =
        ExpressionCompiler.compile(
            REX.makeDynamicParam(
                QuiverTypeFactory.INSTANCE.vector(16, VectorType.Element.BIT, true), 0));
    VectorSearchPlan plan =
        new VectorSearchPlan(
            ScanBuilder.scan(bits, List.of(), List.of(1)),
            0,
            Metric.HAMMING,
            query,
            UNBOUNDED,
            new RowLimit(null, number(1)),
            List.of(0),
            true,
            AnnOptions.NONE,
            RememberedRows.of(List.of()));

    assertThatThrownBy(() -> run(plan, new byte[2]))
        .hasMessage("query: expected VECTOR(12), got 16 elements");
  }
}
