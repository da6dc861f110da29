package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Runs the right input once for each left row, which it may refer to. */
record CorrelatePlan(PlanNode left, PlanNode right, JoinKind kind, int correlation)
    implements PlanNode {
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
    return "Correlate(" + kind + ")";
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new CorrelateOperator(this, context);
  }
}
