package dev.quiver.planner.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlAbstractTimeFunction;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * When the statement began, in microseconds unless a precision is asked for. The standard's
 * functions of these names in Calcite count whole seconds.
 */
final class ClockFunction extends SqlAbstractTimeFunction {
  static final List<SqlOperator> ALL =
      List.of(
          new ClockFunction("CURRENT_TIMESTAMP", SqlTypeName.TIMESTAMP, SqlSyntax.FUNCTION_ID),
          new ClockFunction("LOCALTIMESTAMP", SqlTypeName.TIMESTAMP, SqlSyntax.FUNCTION_ID),
          new ClockFunction("NOW", SqlTypeName.TIMESTAMP, SqlSyntax.FUNCTION),
          new ClockFunction("CURRENT_TIME", SqlTypeName.TIME, SqlSyntax.FUNCTION_ID),
          new ClockFunction("LOCALTIME", SqlTypeName.TIME, SqlSyntax.FUNCTION_ID));

  private final SqlTypeName typeName;
  private final SqlSyntax syntax;

  private ClockFunction(String name, SqlTypeName typeName, SqlSyntax syntax) {
    super(name, typeName);
    this.typeName = typeName;
    this.syntax = syntax;
  }

  @Override
  public SqlSyntax getSyntax() {
    return syntax;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    if (binding.getOperandCount() > 0) {
      return super.inferReturnType(binding);
    }
    RelDataTypeFactory types = binding.getTypeFactory();
    return types.createSqlType(typeName, types.getTypeSystem().getDefaultPrecision(typeName));
  }
}
