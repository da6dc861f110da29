package dev.quiver.planner.oracle;

import dev.quiver.planner.catalog.TableColumns;
import dev.quiver.planner.function.QuiverOperators;
import dev.quiver.planner.function.VectorFunction;
import dev.quiver.planner.type.VectorSqlType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/**
 * A copy of a logical tree, node by node, in another planner's cluster, with our tables and
 * functions made such as Calcite itself can run. Changes nothing else.
 */
final class OracleTree extends RexShuttle {
  private final RelOptCluster cluster;
  private final BiFunction<TableColumns, RelOptCluster, RelNode> tables;

  OracleTree(RelOptCluster cluster, BiFunction<TableColumns, RelOptCluster, RelNode> tables) {
    this.cluster = cluster;
    this.tables = tables;
  }

  RelNode copy(RelNode given) {
    RelNode node = given.stripped();
    List<RelNode> inputs = node.getInputs().stream().map(this::copy).toList();
    if (node instanceof TableColumns scan) {
      return tables.apply(scan, cluster);
    }
    if (node instanceof Project project) {
      return LogicalProject.create(
          inputs.get(0),
          List.of(),
          visitList(project.getProjects()),
          project.getRowType(),
          project.getVariablesSet());
    }
    if (node instanceof Filter filter) {
      return LogicalFilter.create(
          inputs.get(0),
          filter.getCondition().accept(this),
          com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet()));
    }
    if (node instanceof Sort sort) {
      return LogicalSort.create(inputs.get(0), sort.getCollation(), sort.offset, sort.fetch);
    }
    if (node instanceof Values values) {
      return LogicalValues.create(cluster, values.getRowType(), values.getTuples());
    }
    return node instanceof Aggregate aggregate
        ? aggregate(aggregate, inputs.get(0))
        : combination(node, inputs);
  }

  private RelNode combination(RelNode node, List<RelNode> inputs) {
    if (node instanceof Join join) {
      return LogicalJoin.create(
          inputs.get(0),
          inputs.get(1),
          List.of(),
          join.getCondition().accept(this),
          join.getVariablesSet(),
          join.getJoinType());
    }
    if (node instanceof Correlate correlate) {
      return LogicalCorrelate.create(
          inputs.get(0),
          inputs.get(1),
          List.of(),
          correlate.getCorrelationId(),
          correlate.getRequiredColumns(),
          correlate.getJoinType());
    }
    if (node instanceof Union union) {
      return LogicalUnion.create(inputs, union.all);
    }
    if (node instanceof Intersect intersect) {
      return LogicalIntersect.create(inputs, intersect.all);
    }
    if (node instanceof Minus minus) {
      return LogicalMinus.create(inputs, minus.all);
    }
    throw new IllegalArgumentException(node.getRelTypeName());
  }

  private static RelNode aggregate(Aggregate aggregate, RelNode input) {
    List<AggregateCall> calls =
        aggregate.getAggCallList().stream()
            .map(
                call ->
                    AggregateCall.create(
                        standard(call.getAggregation()),
                        call.isDistinct(),
                        call.isApproximate(),
                        call.ignoreNulls(),
                        call.rexList,
                        call.getArgList(),
                        call.filterArg,
                        call.distinctKeys,
                        call.collation,
                        call.getType(),
                        call.name))
            .toList();
    return LogicalAggregate.create(
        input, List.of(), aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
  }

  private static SqlAggFunction standard(SqlAggFunction function) {
    if (function == QuiverOperators.SUM) {
      return SqlStdOperatorTable.SUM;
    }
    return function == QuiverOperators.AVG ? SqlStdOperatorTable.AVG : function;
  }

  @Override
  public RexNode visitCall(RexCall call) {
    List<RexNode> operands = visitList(call.getOperands());
    boolean toVector = call.getKind() == SqlKind.CAST && call.getType() instanceof VectorSqlType;
    if (toVector || call.getOperator() instanceof VectorFunction) {
      String name = toVector ? OracleFunctions.TO_VECTOR : call.getOperator().getName();
      return cluster
          .getRexBuilder()
          .makeCall(call.getType(), function(name, call.getType()), operands);
    }
    return call.clone(call.getType(), operands);
  }

  private static SqlOperator function(String name, RelDataType type) {
    Method method =
        Arrays.stream(OracleFunctions.class.getMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no function " + name));
    return new SqlUserDefinedFunction(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.explicit(type),
        InferTypes.ANY_NULLABLE,
        OperandTypes.operandMetadata(List.of(), f -> List.of(), i -> "", i -> false),
        ScalarFunctionImpl.create(method));
  }
}
