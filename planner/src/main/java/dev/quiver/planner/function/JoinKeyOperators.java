package dev.quiver.planner.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * Conditions by which a join tells what is below its left side the keys of its right side, so that
 * a search there finds only rows that will have a partner. No SQL text can name them.
 *
 * <p>A join whose condition holds {@link #given} reads its right side first; below its left side
 * {@link #holds} is true of a row whose key is among those of the right side.
 */
public final class JoinKeyOperators {
  private static final SqlOperator GIVEN = operator("$KEYS_GIVEN");
  private static final SqlOperator HOLDS = operator("$KEYS_HOLD");

  private JoinKeyOperators() {}

  private static SqlOperator operator(String name) {
    return new SqlSpecialOperator(
        name,
        SqlKind.OTHER_FUNCTION,
        0,
        false,
        ReturnTypes.BOOLEAN_NOT_NULL,
        InferTypes.RETURN_TYPE,
        OperandTypes.VARIADIC);
  }

  /** Always true; marks the condition of the join by its number in the plan. */
  public static RexNode given(RexBuilder builder, int join) {
    return builder.makeCall(GIVEN, number(builder, join));
  }

  /** Whether the join so numbered has the key on its right side. */
  public static RexNode holds(RexBuilder builder, int join, List<? extends RexNode> key) {
    List<RexNode> operands = new ArrayList<>();
    operands.add(number(builder, join));
    operands.addAll(key);
    return builder.makeCall(HOLDS, operands);
  }

  private static RexNode number(RexBuilder builder, int join) {
    return builder.makeExactLiteral(BigDecimal.valueOf(join));
  }

  /** The number of the join that a condition marks; empty if it is another condition. */
  public static OptionalInt joinGiven(RexNode condition) {
    return condition instanceof RexCall call && call.getOperator() == GIVEN
        ? OptionalInt.of(join(call))
        : OptionalInt.empty();
  }

  /** Whether a condition asks a join for a key. */
  public static boolean isHolds(RexNode condition) {
    return condition instanceof RexCall call && call.getOperator() == HOLDS;
  }

  /** The number of the join that is asked. */
  public static int join(RexCall call) {
    return RexLiteral.intValue(call.getOperands().get(0));
  }

  /** The key that a join is asked for. */
  public static List<RexNode> key(RexCall call) {
    return call.getOperands().subList(1, call.getOperands().size());
  }
}
