package dev.quiver.planner.rewrite;

import dev.quiver.planner.type.VectorSqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Makes searches of limited Sorts by the distance to a vector that a scalar subquery gives, as in
 * {@code ORDER BY embedding <=> (SELECT …) LIMIT 10}: the vector is computed before the rest, as
 * one row that the Sort is correlated with, and so is constant in the Sort's run.
 *
 * <p>Only subqueries that refer to nothing outside of them are taken, and only where a search comes
 * of it ({@link NearestRewrite}); also within other subqueries that refer to nothing outside. As
 * before, one that gives no row stands for NULL, and one that gives several is an error.
 */
final class QueryVectors extends RelHomogeneousShuttle {
  private final RelBuilder relBuilder;

  QueryVectors(RelBuilder relBuilder) {
    this.relBuilder = relBuilder;
  }

  @Override
  public RelNode visit(RelNode node) {
    if (node instanceof Correlate correlate) {
      RelNode left = correlate.getLeft().accept(this);
      return correlate.copy(correlate.getTraitSet(), List.of(left, correlate.getRight()));
    }
    RelNode rel = super.visit(node).accept(new WithinSubQueries());
    return rel instanceof Sort sort && sort.fetch != null ? search(sort).orElse(rel) : rel;
  }

  private static boolean refersToNothing(RexSubQuery query) {
    return RelOptUtil.getVariablesUsed(query.rel).isEmpty();
  }

  /** The Sort correlated with its vectors; empty if it has none, or is no search. */
  private Optional<RelNode> search(Sort sort) {
    Map<RexSubQuery, Integer> positions = vectors(sort);
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    RexBuilder builder = sort.getCluster().getRexBuilder();
    RelNode vectors = oneRow(List.copyOf(positions.keySet()));
    CorrelationId id = sort.getCluster().createCorrel();
    RexNode row = builder.makeCorrel(vectors.getRowType(), id);
    RelNode search =
        sort.accept(
            new ToExpressions(
                new RexShuttle() {
                  @Override
                  public RexNode visitSubQuery(RexSubQuery query) {
                    Integer position = positions.get(query);
                    return position == null ? query : builder.makeFieldAccess(row, position);
                  }
                }));
    return search instanceof Sort limited
            && NearestRewrite.nearest(limited).or(() -> NearestBelow.rewrite(limited)).isPresent()
        ? Optional.of(correlated(vectors, id, search))
        : Optional.empty();
  }

  /** The subqueries that give vectors, with their positions in the row to be computed. */
  private static Map<RexSubQuery, Integer> vectors(Sort sort) {
    Map<RexSubQuery, Integer> found = new LinkedHashMap<>();
    sort.accept(
        new ToExpressions(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery query) {
                boolean vector =
                    query.getKind() == SqlKind.SCALAR_QUERY
                        && query.getType() instanceof VectorSqlType;
                if (vector && refersToNothing(query)) {
                  found.putIfAbsent(query, found.size());
                }
                return query;
              }
            }));
    return found;
  }

  /** The search's fields for the one row of vectors. */
  private static RelNode correlated(RelNode vectors, CorrelationId id, RelNode search) {
    int count = vectors.getRowType().getFieldCount();
    RelNode both =
        LogicalCorrelate.create(
            vectors, search, List.of(), id, ImmutableBitSet.range(count), JoinRelType.INNER);
    RelDataType type = search.getRowType();
    List<RexNode> fields = new ArrayList<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      fields.add(RexInputRef.of(count + i, both.getRowType()));
    }
    return LogicalProject.create(both, List.of(), fields, type.getFieldNames(), Set.of());
  }

  /**
   * One row with the value of each: NULL of a query without a row, an error of one with several.
   */
  private RelNode oneRow(List<RexSubQuery> queries) {
    for (int i = 0; i < queries.size(); i++) {
      relBuilder.push(queries.get(i).rel);
      relBuilder.aggregate(
          relBuilder.groupKey(),
          relBuilder.aggregateCall(SqlStdOperatorTable.SINGLE_VALUE, relBuilder.field(0)));
      if (i > 0) {
        relBuilder.join(JoinRelType.INNER);
      }
    }
    return relBuilder.build();
  }

  /** Looks for searches in the subqueries of an expression. */
  private final class WithinSubQueries extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      if (!refersToNothing(query)) {
        return query;
      }
      RelNode rel = query.rel.accept(QueryVectors.this);
      return rel == query.rel ? query : query.clone(rel);
    }
  }

  /** Applies a shuttle to the expressions of every node but those below a Correlate. */
  private static final class ToExpressions extends RelHomogeneousShuttle {
    private final RexShuttle shuttle;

    ToExpressions(RexShuttle shuttle) {
      this.shuttle = shuttle;
    }

    @Override
    public RelNode visit(RelNode node) {
      return node instanceof Correlate ? node : super.visit(node).accept(shuttle);
    }
  }
}
