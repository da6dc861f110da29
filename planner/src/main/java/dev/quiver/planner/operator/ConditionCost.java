package dev.quiver.planner.operator;

import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;

/** Guesses what a condition costs per row, so that cheap ones go first. */
final class ConditionCost {
  private static final int CALL = 4;
  private static final int TEXT = 3;
  private static final int VECTOR = 100;

  private ConditionCost() {}

  static int of(RexNode node) {
    if (!RexUtil.isDeterministic(node)) {
      return Integer.MAX_VALUE;
    }
    int cost =
        switch (node.getType().getSqlTypeName()) {
          case CHAR, VARCHAR, BINARY, VARBINARY, DECIMAL -> TEXT;
          case ARRAY -> VECTOR;
          default -> 1;
        };
    if (node instanceof RexCall call) {
      cost += node.getType().getSqlTypeName() == SqlTypeName.BOOLEAN ? 1 : CALL;
      for (RexNode operand : call.getOperands()) {
        cost += of(operand);
      }
    }
    return cost;
  }
}
