package dev.quiver.planner.function;

import dev.quiver.functions.distance.Metric.Elements;
import dev.quiver.planner.type.VectorSqlType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Turns {@code + - *} with a vector on either side into functions over vectors. */
public final class VectorArithmetic {
  private VectorArithmetic() {}

  /** Changes the call if it is about vectors; to be done before its type is derived. */
  public static void resolve(SqlValidator validator, SqlValidatorScope scope, SqlBasicCall call) {
    boolean times = call.getOperator() == SqlStdOperatorTable.MULTIPLY;
    boolean plus = call.getOperator() == SqlStdOperatorTable.PLUS;
    if (!times && !plus && call.getOperator() != SqlStdOperatorTable.MINUS) {
      return;
    }
    boolean left = isVector(validator, scope, call.operand(0));
    boolean right = isVector(validator, scope, call.operand(1));
    if (!left && !right) {
      return;
    }
    coerce(call);
    left = isVector(validator, scope, call.operand(0));
    right = isVector(validator, scope, call.operand(1));
    if (!times) {
      call.setOperator(plus ? VectorFunctions.VECTOR_ADD : VectorFunctions.VECTOR_SUBTRACT);
    } else if (left && right) {
      call.setOperator(VectorFunctions.VECTOR_MULTIPLY);
    } else {
      if (right) {
        SqlNode number = call.operand(0);
        call.setOperand(0, call.operand(1));
        call.setOperand(1, number);
      }
      call.setOperator(VectorFunctions.VECTOR_SCALE);
    }
  }

  private static void coerce(SqlBasicCall call) {
    for (int i = 0; i < 2; i++) {
      SqlNode operand = call.operand(i);
      SqlNode vector = VectorLiterals.coerce(operand, Elements.FLOATS);
      if (vector != operand) {
        call.setOperand(i, vector);
      }
    }
  }

  private static boolean isVector(
      SqlValidator validator, SqlValidatorScope scope, SqlNode operand) {
    return !(operand instanceof SqlDynamicParam)
        && operand.getKind() != SqlKind.ARRAY_VALUE_CONSTRUCTOR
        && validator.deriveType(scope, operand) instanceof VectorSqlType;
  }
}
