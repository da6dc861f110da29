package dev.quiver.planner.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.planner.StatementControl;
import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.Operator;
import dev.quiver.planner.operator.PhysicalPlanner;
import dev.quiver.planner.oracle.RandomQueries.Query;
import dev.quiver.planner.plan.LogicalPlan;
import dev.quiver.planner.plan.Planning;
import dev.quiver.planner.rewrite.Rewriter;
import dev.quiver.storage.column.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Random queries over random tables, answered by our rewriting and operators and by Calcite's
 * Enumerable convention: the rows must be the same, in the same order where the query orders them.
 *
 * <p>{@code -Dquiver.oracle.queries=5000} asks more, {@code -Dquiver.oracle.seed=7} others; {@code
 * -Dquiver.oracle.refusals=true} fails where Enumerable does.
 */
class EnumerableOracleTest {
  private static final int QUERIES = Integer.getInteger("quiver.oracle.queries", 240);
  private static final long SEED = Long.getLong("quiver.oracle.seed", 42);
  private static final boolean SHOW_REFUSALS = Boolean.getBoolean("quiver.oracle.refusals");
  private static final int QUERIES_PER_DATABASE = 30;

  /** What a rewrite or an operator might get wrong. */
  static final List<UnaryOperator<RelNode>> FAULTS =
      List.of(
          node -> node instanceof Filter filter ? filter.getInput() : node,
          node ->
              node instanceof Join join && join.getJoinType() == JoinRelType.LEFT
                  ? join.copy(
                      join.getTraitSet(),
                      join.getCondition(),
                      join.getLeft(),
                      join.getRight(),
                      JoinRelType.INNER,
                      false)
                  : node,
          node ->
              node instanceof Union union && !union.all
                  ? union.copy(union.getTraitSet(), union.getInputs(), true)
                  : node,
          node ->
              node instanceof Sort sort && sort.offset != null
                  ? LogicalSort.create(sort.getInput(), sort.getCollation(), null, sort.fetch)
                  : node);

  /** Another answer than Enumerable's; a query that fails is another matter. */
  private static final class WrongAnswer extends AssertionError {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
      super(message);
    }
  }

  @Test
  void randomQueriesGiveTheRowsThatEnumerableGives() {
    int refused = 0;
    for (int number = 0; number < QUERIES; number += QUERIES_PER_DATABASE) {
      refused += compare(SEED * 1_000_003 + number, QUERIES_PER_DATABASE, Rewriter::rewrite);
    }
    assertThat(refused).as("queries that Enumerable cannot answer").isLessThan(1 + QUERIES / 10);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void aPlantedFaultIsCaught(UnaryOperator<RelNode> fault) {
    RelShuttle everywhere =
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return super.visit(fault.apply(node));
          }
        };
    assertThatThrownBy(() -> compare(1, 120, tree -> Rewriter.rewrite(tree).accept(everywhere)))
        .isInstanceOf(WrongAnswer.class);
  }

  /** How many of the queries Enumerable could not answer: it has faults of its own. */
  private static int compare(long seed, int count, UnaryOperator<RelNode> rewriter) {
    Random random = new Random(seed);
    RandomTables tables = RandomTables.of(random);
    EnumerableOracle oracle = new EnumerableOracle(tables.rows());
    RandomQueries queries = new RandomQueries(tables, random);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      Query query = queries.next();
      String label = "seed " + seed + ", query " + i + ": " + query.sql();
      List<List<Object>> given;
      try {
        given = ours(Planning.plan(query.sql(), tables.snapshot(), rewriter), tables);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(label, e);
      }
      List<List<Object>> all = oracle(oracle, query, tables);
      if (all == null) {
        refused++;
      } else {
        check(label, query, given, all);
      }
    }
    return refused;
  }

  /** Rows that the order does not tell apart may come in any order, and at its ends any of them. */
  private static void check(
      String label, Query query, List<List<Object>> given, List<List<Object>> all) {
    int from = Math.min(query.offset(), all.size());
    int to = query.limit() < 0 ? all.size() : Math.min(all.size(), from + query.limit());
    boolean same = keys(given, query).equals(keys(all, query).subList(from, to));
    List<List<Object>> rest = new ArrayList<>(all);
    for (List<Object> row : given) {
      same &= rest.remove(row);
    }
    if (!same) {
      throw new WrongAnswer(
          label + "\nours, of " + (to - from) + " expected: " + given + "\nfrom all: " + all);
    }
  }

  private static List<List<Object>> keys(List<List<Object>> rows, Query query) {
    return rows.stream().map(row -> query.keys().stream().map(row::get).toList()).toList();
  }

  /** All rows without limit and offset; null if Enumerable fails. */
  private static @Nullable List<List<Object>> oracle(
      EnumerableOracle oracle, Query query, RandomTables tables) {
    LogicalPlan plan = Planning.plan(query.body(), tables.snapshot(), UnaryOperator.identity());
    try {
      return oracle.rows(plan).stream()
          .map(row -> Arrays.stream(row).map(Values::comparable).toList())
          .toList();
    } catch (RuntimeException | AssertionError e) {
      if (SHOW_REFUSALS) {
        throw new AssertionError(query.body(), e);
      }
      return null;
    }
  }

  private static List<List<Object>> ours(LogicalPlan plan, RandomTables tables) {
    ExecutionContext context =
        ExecutionContext.of(
            tables.snapshot(), StatementControl.unlimited(), new Object[0], Instant.EPOCH, "ada");
    List<List<Object>> rows = new ArrayList<>();
    try (Operator operator = PhysicalPlanner.plan(plan.root()).open(context)) {
      for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
        for (int row = 0; row < batch.size(); row++) {
          List<Object> values = new ArrayList<>();
          for (int column = 0; column < batch.columnCount(); column++) {
            values.add(Values.comparable(batch.column(column).value(row)));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }
}
