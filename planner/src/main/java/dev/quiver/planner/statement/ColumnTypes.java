package dev.quiver.planner.statement;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.type.DataType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;

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

  static int maxLength(RelDataType type) {
    return SqlTypes.maxLength(type);
  }
}
