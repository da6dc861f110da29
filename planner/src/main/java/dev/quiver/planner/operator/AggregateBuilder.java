package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.planner.expression.StoredTypes;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlKind;

/** GROUP BY and DISTINCT. */
final class AggregateBuilder {
  private AggregateBuilder() {}

  static PlanNode build(Aggregate aggregate) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "GROUPING SETS, CUBE or ROLLUP");
    }
    PlanNode input = PhysicalPlanner.build(aggregate.getInput());
    List<Aggregation> aggregations = new ArrayList<>();
    boolean literals = false;
    for (AggregateCall call : aggregate.getAggCallList()) {
      literals |= isLiteral(call);
      if (!isLiteral(call)) {
        aggregations.add(aggregation(call));
      }
    }
    AggregatePlan plan = new AggregatePlan(input, aggregate.getGroupSet().asList(), aggregations);
    return literals ? withLiterals(plan, aggregate.getAggCallList()) : plan;
  }

  /** LITERAL_AGG: the same value for every group. */
  private static boolean isLiteral(AggregateCall call) {
    return call.getAggregation().getKind() == SqlKind.LITERAL_AGG;
  }

  private static PlanNode withLiterals(AggregatePlan plan, List<AggregateCall> calls) {
    List<DataType> types = plan.columns();
    List<Expression> columns = new ArrayList<>();
    int next = 0;
    while (next < plan.keys().size()) {
      columns.add(ExpressionCompiler.column(next, types.get(next), types.get(next)));
      next++;
    }
    for (AggregateCall call : calls) {
      if (isLiteral(call)) {
        columns.add(ExpressionCompiler.compile(call.rexList.get(0)));
      } else {
        columns.add(ExpressionCompiler.column(next, types.get(next), types.get(next)));
        next++;
      }
    }
    return new ProjectPlan(plan, columns);
  }

  /** The distinct rows of a node. */
  static PlanNode distinct(PlanNode input) {
    List<Integer> all = IntStream.range(0, input.columns().size()).boxed().toList();
    return new AggregatePlan(input, all, List.of());
  }

  private static Aggregation aggregation(AggregateCall call) {
    AggregateFunction function = function(call);
    if (call.getCollation() != null && !call.getCollation().getFieldCollations().isEmpty()) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "WITHIN GROUP");
    }
    DataType result = StoredTypes.of(call.getType());
    boolean matters =
        switch (function) {
          case MIN, MAX, ANY_VALUE, SINGLE_VALUE -> false;
          default -> true;
        };
    return new Aggregation(
        function,
        call.getArgList(),
        call.hasFilter() ? call.filterArg : Aggregation.NO_FILTER,
        call.isDistinct() && matters,
        result);
  }

  private static AggregateFunction function(AggregateCall call) {
    String name = call.getAggregation().getName().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "COUNT" -> AggregateFunction.COUNT;
      case "SUM" -> AggregateFunction.SUM;
      case "$SUM0" -> AggregateFunction.SUM0;
      case "AVG" -> AggregateFunction.AVG;
      case "MIN", "EVERY", "BOOL_AND", "LOGICAL_AND" -> AggregateFunction.MIN;
      case "MAX", "SOME", "BOOL_OR", "LOGICAL_OR" -> AggregateFunction.MAX;
      case "ANY_VALUE" -> AggregateFunction.ANY_VALUE;
      case "SINGLE_VALUE" -> AggregateFunction.SINGLE_VALUE;
      case "VAR_POP" -> AggregateFunction.VAR_POP;
      case "VAR_SAMP", "VARIANCE" -> AggregateFunction.VAR_SAMP;
      case "STDDEV_POP" -> AggregateFunction.STDDEV_POP;
      case "STDDEV_SAMP", "STDDEV" -> AggregateFunction.STDDEV_SAMP;
      default -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, "aggregate function " + name);
    };
  }
}
