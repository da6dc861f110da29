package dev.quiver.planner.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * A function that takes vectors: arguments written as text or ARRAY[…] become vectors, and a
 * parameter takes the type that the other argument has, wherever in the query it stands.
 */
public class VectorFunction extends SqlFunction {
  private final VectorOperands operands;

  VectorFunction(
      String name,
      SqlKind kind,
      SqlReturnTypeInference returnType,
      VectorOperands operands,
      SqlFunctionCategory category) {
    super(name, kind, returnType, operands.inference(), operands, category);
    this.operands = operands;
  }

  @Override
  public final SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
    return operands.coerce(call);
  }

  @Override
  public final RelDataType deriveType(
      SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    operands.typeParameters(validator, scope, call);
    return super.deriveType(validator, scope, call);
  }
}
