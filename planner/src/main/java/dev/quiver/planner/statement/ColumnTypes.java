package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** The types of columns that CREATE TABLE asks for. */
final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * @param column where a failure is placed
   */
  static DataType of(RelDataType type, SqlNode column) {
    try {
      return SqlTypes.toColumnType(type);
    } catch (QuiverException e) {
      throw Positions.at(column, e);
    }
  }

  /**
   * Sees that a decimal has no more digits than there are: validation would take some from it.
   *
   * @throws QuiverException VALUE_OUT_OF_RANGE
   */
  static void checkPrecision(SqlDataTypeSpec type, SqlNode column) {
    if (type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic
        && basic.getTypeName().getSimple().equals(SqlTypeName.DECIMAL.name())
        && basic.getPrecision() > DecimalType.MAX_PRECISION) {
      throw Positions.failure(
          column,
          ErrorCode.VALUE_OUT_OF_RANGE,
          "column " + column + " DECIMAL",
          basic.getPrecision(),
          "a precision from 1 to " + DecimalType.MAX_PRECISION);
    }
  }

  static int maxLength(RelDataType type) {
    return SqlTypes.maxLength(type);
  }
}
