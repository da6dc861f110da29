package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins two inputs: the right one is kept in memory, hashed by the keys if there are any, and the
 * left one streams past it. The right one is read first, so that its keys may serve as a filter
 * below the left one.
 *
 * @param keys pairs of expressions that must be equal
 * @param conditions over left and right columns together
 * @param given the keys that are given to the left side; null for none
 */
record JoinPlan(
    PlanNode left,
    PlanNode right,
    JoinKind kind,
    List<Key> keys,
    List<Predicate> conditions,
    @Nullable Given given)
    implements PlanNode {

  /**
   * @param leftColumn of which the left expression is made
   * @param nullsMatch whether NULL equals NULL: IS NOT DISTINCT FROM
   */
  record Key(int leftColumn, Expression left, Expression right, boolean nullsMatch) {}

  /**
   * How a filter below the left side finds the keys of the right one.
   *
   * @param join the join's number in the plan
   * @param keys the left keys, over a batch that holds nothing but their values
   */
  record Given(int join, List<Expression> keys) {
    Given {
      keys = List.copyOf(keys);
    }
  }

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
    String filter = given == null ? "" : ", keys filter the left";
    return method + kind + ", conditions: " + conditions.size() + filter + ")";
  }

  @Override
  public List<String> details(ExecutionContext context) {
    JoinLookup lookup = lookup();
    return lookup == null ? List.of() : List.of(lookup.describe());
  }

  /** How the left side is read by a key; null if it is not. */
  @Nullable JoinLookup lookup() {
    return given == null ? JoinLookup.of(left, kind, keys) : null;
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new JoinOperator(this, context);
  }
}
