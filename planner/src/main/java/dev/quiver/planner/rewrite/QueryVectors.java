package dev.quiver.planner.rewrite;

import dev.quiver.planner.type.VectorSqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
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
 * Computes the vectors that scalar subqueries of a limited Sort give before the rest, as one row
 * that the Sort is correlated with: {@code ORDER BY embedding <=> (SELECT …) LIMIT 10} is then a
 * search for a vector that is constant in its run.
 *
 * <p>Only subqueries that refer to nothing outside of them are taken. As before, one that gives no
 * row stands for NULL, and one that gives several is an error.
 */
final class QueryVectors extends RelHomogeneousShuttle {
  private final RelBuilder relBuilder;

  QueryVectors(RelBuilder relBuilder) {
    this.relBuilder = relBuilder;
  }

  @Override
  public RelNode visit(RelNode node) {
    if (node instanceof Correlate) {
      return node;
    }
    if (!(node instanceof Sort sort) || sort.fetch == null) {
      return super.visit(node);
    }
    Map<RexSubQuery, Integer> found = new LinkedHashMap<>();
    node.accept(
        new Expressions(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery query) {
                if (isVector(query)) {
                  found.putIfAbsent(query, found.size());
                }
                return query;
              }
            }));
    return found.isEmpty() ? super.visit(node) : correlated(node, found);
  }

  private static boolean isVector(RexSubQuery query) {
    return query.getKind() == SqlKind.SCALAR_QUERY
        && query.getType() instanceof VectorSqlType
        && RelOptUtil.getVariablesUsed(query.rel).isEmpty();
  }

  private RelNode correlated(RelNode sort, Map<RexSubQuery, Integer> positions) {
    RelOptCluster cluster = sort.getCluster();
    RexBuilder builder = cluster.getRexBuilder();
    RelNode vectors = oneRow(List.copyOf(positions.keySet()));
    CorrelationId id = cluster.createCorrel();
    RexNode row = builder.makeCorrel(vectors.getRowType(), id);
    RelNode search =
        sort.accept(
            new Expressions(
                new RexShuttle() {
                  @Override
                  public RexNode visitSubQuery(RexSubQuery query) {
                    Integer position = positions.get(query);
                    return position == null ? query : builder.makeFieldAccess(row, position);
                  }
                }));
    RelNode both =
        LogicalCorrelate.create(
            vectors,
            search,
            List.of(),
            id,
            ImmutableBitSet.range(positions.size()),
            JoinRelType.INNER);
    RelDataType type = sort.getRowType();
    List<RexNode> fields = new ArrayList<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      fields.add(RexInputRef.of(positions.size() + i, both.getRowType()));
    }
    return LogicalProject.create(both, List.of(), fields, type.getFieldNames(), Set.of());
  }

  /** A field for each subquery, which may be of queries of any number of rows. */
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

  /** Applies a shuttle to the expressions of every node but those below a Correlate. */
  private static final class Expressions extends RelHomogeneousShuttle {
    private final RexShuttle shuttle;

    Expressions(RexShuttle shuttle) {
      this.shuttle = shuttle;
    }

    @Override
    public RelNode visit(RelNode node) {
      return node instanceof Correlate ? node : super.visit(node).accept(shuttle);
    }
  }
}
