package dev.quiver.planner.function;

import dev.quiver.planner.type.VectorSqlType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * {@code CAST(x AS VECTOR(n))} and {@code x::VECTOR(n)}: the type is the vector that is asked for.
 *
 * <p>Calcite's own cast of an array, and so of a vector, to a type of arrays gives an array and
 * forgets the length.
 */
public final class VectorCast extends SqlCastFunction {
  private static final VectorCast INSTANCE = new VectorCast();

  private VectorCast() {}

  /** Changes the call if it is a cast to a vector; to be done before its type is derived. */
  public static void resolve(SqlValidator validator, SqlBasicCall call) {
    if (call.getKind() == SqlKind.CAST
        && call.getOperator() != INSTANCE
        && call.operand(1) instanceof SqlDataTypeSpec target
        && target.deriveType(validator) instanceof VectorSqlType) {
      call.setOperator(INSTANCE);
    }
  }

  /** As of any operator: a function would be looked up by its name, and Calcite's own found. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    for (SqlNode operand : call.getOperandList()) {
      validator.deriveType(scope, operand);
    }
    return validateOperands(validator, scope, call);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    super.inferReturnType(binding);
    return binding
        .getTypeFactory()
        .createTypeWithNullability(
            binding.getOperandType(1), binding.getOperandType(0).isNullable());
  }
}
