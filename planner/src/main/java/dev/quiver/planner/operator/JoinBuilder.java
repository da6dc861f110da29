package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Comparisons;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.planner.function.JoinKeyOperators;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;

/** Joins: equal columns become hash keys, the rest of the condition is tested pair by pair. */
final class JoinBuilder {
  private JoinBuilder() {}

  static PlanNode build(Join join) {
    List<Integer> leftKeys = new ArrayList<>();
    List<Integer> rightKeys = new ArrayList<>();
    List<Boolean> filterNulls = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    RelOptUtil.splitJoinCondition(
        join.getLeft(),
        join.getRight(),
        join.getCondition(),
        leftKeys,
        rightKeys,
        filterNulls,
        others);
    PlanNode left = PhysicalPlanner.build(join.getLeft());
    PlanNode right = PhysicalPlanner.build(join.getRight());
    List<JoinPlan.Key> keys = new ArrayList<>();
    for (int i = 0; i < leftKeys.size(); i++) {
      keys.add(key(left, leftKeys.get(i), right, rightKeys.get(i), !filterNulls.get(i)));
    }
    List<Predicate> conditions = new ArrayList<>();
    JoinPlan.Given given = null;
    for (RexNode other : others) {
      for (RexNode condition : RelOptUtil.conjunctions(other)) {
        OptionalInt number = JoinKeyOperators.joinGiven(condition);
        if (number.isPresent()) {
          given = new JoinPlan.Given(number.getAsInt(), givenKeys(left, leftKeys, keys));
        } else {
          conditions.add(ExpressionCompiler.compilePredicate(condition));
        }
      }
    }
    return new JoinPlan(left, right, kind(join.getJoinType()), keys, conditions, given);
  }

  private static List<Expression> givenKeys(
      PlanNode left, List<Integer> leftKeys, List<JoinPlan.Key> keys) {
    List<Expression> given = new ArrayList<>();
    for (int i = 0; i < leftKeys.size(); i++) {
      DataType type = left.columns().get(leftKeys.get(i));
      given.add(ExpressionCompiler.column(i, type, keys.get(i).left().type()));
    }
    return given;
  }

  private static JoinPlan.Key key(
      PlanNode left, int leftColumn, PlanNode right, int rightColumn, boolean nullsMatch) {
    DataType a = left.columns().get(leftColumn);
    DataType b = right.columns().get(rightColumn);
    DataType common = Comparisons.common(a, b);
    return new JoinPlan.Key(
        leftColumn,
        ExpressionCompiler.column(leftColumn, a, common),
        ExpressionCompiler.column(rightColumn, b, common),
        nullsMatch);
  }

  static PlanNode build(Correlate correlate) {
    return NearestJoinBuilder.build(correlate).orElseGet(() -> rowByRow(correlate));
  }

  /** Whatever else the right side is. */
  static PlanNode rowByRow(Correlate correlate) {
    return new CorrelatePlan(
        PhysicalPlanner.build(correlate.getLeft()),
        PhysicalPlanner.build(correlate.getRight()),
        kind(correlate.getJoinType()),
        correlate.getCorrelationId().getId());
  }

  private static JoinKind kind(JoinRelType type) {
    return switch (type) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
      default -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, type + " join");
    };
  }
}
