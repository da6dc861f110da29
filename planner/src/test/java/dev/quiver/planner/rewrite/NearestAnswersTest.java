package dev.quiver.planner.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.StatementControl;
import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.Operator;
import dev.quiver.planner.operator.PhysicalPlanner;
import dev.quiver.planner.plan.LogicalPlan;
import dev.quiver.planner.plan.Planning;
import dev.quiver.planner.rewrite.VectorTopK.Search;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.VectorType.Element;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every spelling is run as a search and as the sort it was written as, over the same tables: the
 * rows must be the same. Rows that are equally near may come in any order, and of those at the end
 * of a limit any may be given.
 */
class NearestAnswersTest {
  private static final List<Snapshot> SNAPSHOTS =
      List.of(NearestTables.snapshot(false), NearestTables.snapshot(true));
  private static final RelShuttle LEFT_ALONE = new RelHomogeneousShuttle();
  private static final long NO_DISTANCE = Long.MAX_VALUE;

  /** What a query gave: rows, or why there are none. */
  private record Answer(
      List<List<Object>> rows, boolean ordered, int idColumn, @Nullable String failure) {}

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#SAME")
  void everySpellingGivesTheRowsOfTheSort(String sql) {
    for (String query : NearestSpellings.QUERIES) {
      String column = sql.contains("maybe") ? "maybe" : "embedding";
      check(
          sql.replace("Q", query),
          column + " <=> " + query.replace("?", "'[1, 2, 3]'"),
          new NearestRewrite());
    }
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#KEYS")
  void everyMetricGivesTheRowsOfTheSort(String keyAndMetric) {
    String key = keyAndMetric.split(" \\| ")[0];
    for (String limit : List.of("LIMIT 3", "LIMIT 30 OFFSET 4", "LIMIT 1000", "LIMIT 0")) {
      check(
          "SELECT id FROM docs ORDER BY " + key + " " + limit,
          key.replace(" DESC", ""),
          new NearestRewrite());
    }
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#OTHER")
  void whatIsLeftAloneGivesTheSame(String sql) {
    check(sql, null, new NearestRewrite());
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#BOUNDS")
  void everyBoundGivesTheRowsOfTheFilter(String conditionAndExcluded) {
    String condition = conditionAndExcluded.split(" \\| ")[0];
    for (String bound : List.of("0.3", "3.7416573867739413", "2", "-1", "1e300")) {
      check(
          "SELECT id, embedding FROM docs WHERE " + condition.replace("0.3", bound),
          null,
          new NearestRewrite());
    }
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#JOINS")
  void everyJoinGivesTheRowsOfTheSort(String sql) {
    checkJoin(sql, new NearestRewrite());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, embedding <-> '[1,2,3]' AS d FROM docs WHERE embedding <-> '[1,2,3]' < 3 AND lang = 'en' ORDER BY d LIMIT 5 OFFSET 2",
        "SELECT id FROM docs WHERE embedding <=> '[1,0,0]' < 0.3 ORDER BY embedding <-> '[1,2,3]' LIMIT 5",
        "SELECT id FROM docs WHERE embedding <-> '[1,2,3]' < CAST(NULL AS DOUBLE) ORDER BY embedding <-> '[1,2,3]' LIMIT 5",
        "SELECT id FROM docs WHERE embedding <-> '[1,2,3]' < 3 AND embedding <-> '[1,2,3]' <= 2 ORDER BY embedding <-> '[1,2,3]' LIMIT 500",
        "SELECT id FROM docs WHERE maybe IS NULL ORDER BY maybe <-> '[1,2,3]' LIMIT 5",
        "SELECT id FROM docs WHERE id < 90.5 AND id >= 1.5 ORDER BY embedding <-> '[1,2,3]' LIMIT 5",
        "SELECT id FROM docs WHERE id IS NULL ORDER BY embedding <-> '[1,2,3]' LIMIT 5",
        "(SELECT id FROM docs ORDER BY embedding <-> ? LIMIT 3) UNION ALL (SELECT id FROM docs AS OF VERSION 1 ORDER BY embedding <-> ? LIMIT 3)",
        "SELECT id, embedding <-> '[1,2,3]' AS d FROM docs UNION ALL SELECT id, embedding <-> '[1,2,3]' FROM docs AS OF VERSION 1 ORDER BY d LIMIT 3 OFFSET 2",
        "SELECT id, embedding <-> '[1,2,3]' AS d FROM docs UNION ALL SELECT id, embedding <-> '[1,2,3]' FROM docs AS OF VERSION 1 ORDER BY d LIMIT 3 OFFSET 9223372036854775807",
        "SELECT id FROM (SELECT id, embedding FROM docs WHERE lang = 'en' UNION ALL SELECT id, embedding FROM docs AS OF VERSION 1) u ORDER BY embedding <-> '[1,2,3]' LIMIT 7 OFFSET 2",
        "SELECT id, 1 - (embedding <=> '[1,2,3]') AS s FROM (SELECT * FROM docs UNION ALL SELECT * FROM docs AS OF VERSION 2) u ORDER BY s DESC LIMIT 7",
        "SELECT d.id, q.qid FROM docs d LEFT JOIN queries q ON d.id = q.qid ORDER BY d.embedding <-> '[1,2,3]' LIMIT 10",
        "SELECT d.id, q.qid, d.embedding <-> '[1,2,3]' AS dist FROM docs d LEFT JOIN queries q ON d.id = q.qid AND q.qid < 40 WHERE d.lang = 'en' ORDER BY dist LIMIT 10 OFFSET 3",
        "SELECT d.id, q.v FROM (SELECT id, embedding <=> '[1,2,3]' AS dist FROM docs) d LEFT JOIN queries q ON d.id = q.qid ORDER BY d.dist LIMIT 10",
        "SELECT d.id, q.v FROM docs d LEFT JOIN queries q ON d.id = q.qid LEFT JOIN queries r ON d.id = r.qid ORDER BY d.embedding <=> '[1,2,3]' LIMIT 10",
        "SELECT q.qid, n.id FROM queries q, LATERAL (SELECT id FROM docs ORDER BY embedding <-> q.v LIMIT 5) n",
        "SELECT id FROM docs ORDER BY embedding <=> VECTOR '[0, 0, 0]' LIMIT 5",
        "SELECT id FROM docs ORDER BY embedding <-> CAST(NULL AS VECTOR(3)) LIMIT 5",
        "SELECT id FROM docs ORDER BY embedding <-> '[1,2,3]' LIMIT 5 OFFSET 9223372036854775807",
        "SELECT id FROM docs ORDER BY embedding <=> VECTOR '[1, 2, 3]' NULLS FIRST LIMIT 10",
        "SELECT id FROM docs ORDER BY COSINE_SIMILARITY(embedding, VECTOR '[1, 2, 3]') DESC NULLS FIRST LIMIT 10",
      })
  void furtherQueriesGiveTheSame(String sql) {
    String metric = sql.contains("<->") ? "<->" : "<=>";
    check(sql, "embedding " + metric + " '[1, 2, 3]'", new NearestRewrite());
  }

  @Test
  void aWrongRewriteIsCaught() {
    String key = "embedding <=> '[1, 2, 3]'";
    String nearest =
        "SELECT id FROM docs WHERE lang = 'en' ORDER BY embedding <=> '[1, 2, 3]' LIMIT 10";
    String farthest = "SELECT id FROM docs ORDER BY embedding <=> '[1, 2, 3]' DESC LIMIT 10";
    Map<RelShuttle, String> faults =
        Map.of(
            directionIgnored(), farthest,
            fault(s -> with(s, Metric.L2, true, true)), nearest,
            fault(s -> with(s, s.metric(), false, true)), nearest,
            fault(s -> with(s, s.metric(), true, false)), nearest);

    check(nearest, key, fault(s -> with(s, s.metric(), true, true)));
    faults.forEach(
        (fault, sql) ->
            assertThatThrownBy(() -> check(sql, key, fault)).isInstanceOf(AssertionError.class));
  }

  @Test
  void aJoinThatIsSearchedWronglyIsCaught() {
    String join =
        "SELECT d.id, q.qid FROM docs d JOIN queries q ON d.id = q.qid"
            + " ORDER BY d.embedding <-> ? LIMIT 10";
    for (RelShuttle fault :
        List.of(
            fault(s -> with(s, Metric.COSINE, true, true)),
            fault(s -> with(s, s.metric(), false, true)),
            fault(s -> with(s, s.metric(), true, false)))) {
      assertThatThrownBy(() -> checkJoin(join, fault)).isInstanceOf(AssertionError.class);
    }
  }

  /**
   * Runs a join with a rewrite and without any: as many rows, as near, all of them rows of the join
   * and none more often than the join has it.
   */
  private static void checkJoin(String sql, RelShuttle nearest) {
    String all = sql.substring(0, sql.lastIndexOf(" LIMIT "));
    for (Snapshot snapshot : SNAPSHOTS) {
      Answer expected = answer(sql, snapshot, LEFT_ALONE);
      Answer given = answer(sql, snapshot, nearest);
      assertThat(given.failure).as(sql).isEqualTo(expected.failure).isNull();
      Map<Object, Long> distances = distances("embedding <-> '[1, 2, 3]'", snapshot);
      assertThat(distancesOf(given, distances)).as(sql).isEqualTo(distancesOf(expected, distances));
      List<List<Object>> rest = new ArrayList<>(answer(all, snapshot, LEFT_ALONE).rows);
      assertThat(given.rows).as(sql).allMatch(rest::remove);
    }
  }

  private static Search with(Search s, Metric metric, boolean filter, boolean fetch) {
    return new Search(
        metric,
        s.vectorColumn(),
        s.query(),
        s.distanceType(),
        filter ? s.filter() : null,
        s.bound(),
        s.boundExcluded(),
        fetch ? s.offset() : s.fetch(),
        s.fetch(),
        s.annOptions());
  }

  /** Takes farthest first for nearest first. */
  private static RelShuttle directionIgnored() {
    return new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        if (!(node instanceof Sort sort)) {
          return super.visit(node);
        }
        RelFieldCollation order = sort.getCollation().getFieldCollations().get(0);
        RelNode ascending =
            sort.copy(
                sort.getTraitSet(),
                sort.getInput(),
                RelCollations.of(
                    new RelFieldCollation(
                        order.getFieldIndex(),
                        RelFieldCollation.Direction.ASCENDING,
                        RelFieldCollation.NullDirection.LAST)));
        return ascending.accept(new NearestRewrite());
      }
    };
  }

  /** The right rewrite, after which something else is searched for. */
  private static RelShuttle fault(UnaryOperator<Search> change) {
    RelShuttle after =
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            if (!(node instanceof VectorTopK found)) {
              return super.visit(node);
            }
            Search search =
                new Search(
                    found.metric(),
                    found.vectorColumn(),
                    found.query(),
                    node.getRowType()
                        .getFieldList()
                        .get(node.getRowType().getFieldCount() - 1)
                        .getType(),
                    found.filter().orElse(null),
                    found.bound().orElse(null),
                    found.boundExcluded(),
                    found.offset().orElse(null),
                    found.fetch().orElse(null),
                    found.annOptions());
            return new VectorTopK(
                node.getCluster(),
                node.getTable(),
                change.apply(search),
                found.columns(),
                found.givesDistance());
          }
        };
    return new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        return node.accept(new NearestRewrite()).accept(after);
      }
    };
  }

  /** Runs a query with a rewrite and without any. */
  private static void check(String sql, @Nullable String key, RelShuttle nearest) {
    if (sql.contains("WHERE RAND()")) {
      return; // It has no one answer; that it is left alone is another test's.
    }
    for (Snapshot snapshot : SNAPSHOTS) {
      Answer expected = answer(sql, snapshot, LEFT_ALONE);
      Answer given = answer(sql, snapshot, nearest);
      assertThat(given.failure).as(sql).isEqualTo(expected.failure);
      if (!expected.ordered) {
        assertThat(given.rows).as(sql).containsExactlyInAnyOrderElementsOf(expected.rows);
      } else if (key == null || expected.idColumn < 0) {
        assertThat(given.rows).as(sql).isEqualTo(expected.rows);
      } else if (!given.rows.equals(expected.rows)) {
        sameUpToTies(sql, distances(key, snapshot), expected, given);
      }
    }
  }

  private static void sameUpToTies(
      String sql, Map<Object, Long> distances, Answer expected, Answer given) {
    List<Long> order = distancesOf(expected, distances);
    assertThat(distancesOf(given, distances)).as("%s: distances", sql).isEqualTo(order);
    int from = 0;
    for (int to = 1; to < order.size(); to++) {
      if (!order.get(to).equals(order.get(from))) {
        assertThat(given.rows.subList(from, to))
            .as("%s: rows %d to %d", sql, from, to)
            .containsExactlyInAnyOrderElementsOf(expected.rows.subList(from, to));
        from = to;
      }
    }
    List<Object> ids =
        given.rows.stream().map(row -> row.get(given.idColumn)).filter(id -> id != null).toList();
    assertThat(new HashSet<>(ids)).as("%s: no row twice", sql).hasSameSizeAs(ids);
  }

  private static List<Long> distancesOf(Answer answer, Map<Object, Long> distances) {
    return answer.rows.stream().map(row -> distances.get(row.get(answer.idColumn))).toList();
  }

  /** Each row's distance in millionths: REAL tells no smaller differences apart. */
  private static Map<Object, Long> distances(String key, Snapshot snapshot) {
    Map<Object, Long> distances = new HashMap<>();
    for (long version = 1; version <= NearestTables.VERSIONS; version++) {
      String sql = "SELECT id, " + key + " AS d FROM docs AS OF VERSION " + version;
      for (List<Object> row : answer(sql, snapshot, LEFT_ALONE).rows) {
        Double distance = (Double) row.get(1);
        distances.put(row.get(0), distance == null ? NO_DISTANCE : Math.round(distance * 1e6));
      }
    }
    return distances;
  }

  private static Answer answer(String sql, Snapshot snapshot, RelShuttle nearest) {
    LogicalPlan plan = Planning.plan(sql, snapshot, tree -> Rewriter.rewrite(tree, nearest));
    List<String> names = plan.columns().stream().map(c -> c.label().toLowerCase()).toList();
    try {
      return new Answer(rows(sql, plan, snapshot), isOrdered(plan), names.indexOf("id"), null);
    } catch (QuiverException e) {
      return new Answer(List.of(), false, -1, e.getMessage());
    }
  }

  private static boolean isOrdered(LogicalPlan plan) {
    RelNode node = plan.root();
    while (node instanceof Project project) {
      node = project.getInput();
    }
    return node instanceof Sort || node instanceof VectorTopK search && search.fetch().isPresent();
  }

  private static List<List<Object>> rows(String sql, LogicalPlan plan, Snapshot snapshot) {
    Object[] parameters = plan.parameters().stream().map(NearestAnswersTest::parameter).toArray();
    ExecutionContext context =
        ExecutionContext.of(
            snapshot, StatementControl.unlimited(), parameters, Instant.EPOCH, "ada");
    int first = sql.startsWith("SELECT RAND()") ? 1 : 0;
    List<List<Object>> rows = new ArrayList<>();
    try (Operator operator = PhysicalPlanner.plan(plan.root()).open(context)) {
      for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
        for (int row = 0; row < batch.size(); row++) {
          List<Object> values = new ArrayList<>();
          for (int column = 0; column < batch.columnCount(); column++) {
            values.add(column < first ? null : comparable(batch.column(column).value(row)));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    return value instanceof float[] vector
        ? Arrays.toString(vector)
        : value instanceof byte[] bits ? Arrays.toString(bits) : value;
  }

  private static Object parameter(RelDataType type) {
    if (type instanceof VectorSqlType vector) {
      return vector.element() == Element.BIT ? new byte[] {5, 3} : new float[] {1, 2, 3};
    }
    return switch (type.getSqlTypeName()) {
      case INTEGER -> 7;
      case BIGINT -> 7L;
      case DECIMAL -> new BigDecimal("2.5");
      default -> 2.5;
    };
  }
}
