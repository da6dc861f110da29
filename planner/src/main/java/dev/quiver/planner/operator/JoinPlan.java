package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins two inputs: the right one is kept in memory, hashed by the keys if there are any, and the
 * left one streams past it.
 *
 * @param keys pairs of expressions that must be equal
 * @param conditions over left and right columns together
 */
record JoinPlan(
    PlanNode left, PlanNode right, JoinKind kind, List<Key> keys, List<Predicate> conditions)
    implements PlanNode {

  /**
   * @param nullsMatch whether NULL equals NULL: IS NOT DISTINCT FROM
   */
  record Key(Expression left, Expression right, boolean nullsMatch) {}

  JoinPlan {
    keys = List.copyOf(keys);
    conditions = List.copyOf(conditions);
  }

  @Override
  public List<DataType> columns() {
    List<DataType> types = new ArrayList<>(left.columns());
    if (kind.givesRight()) {
      types.addAll(right.columns());
    }
    return types;
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public String describe() {
    String method = keys.isEmpty() ? "NestedLoopJoin(" : "HashJoin(keys: " + keys.size() + ", ";
    return method + kind + ", conditions: " + conditions.size() + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new JoinOperator(this, context);
  }
}
