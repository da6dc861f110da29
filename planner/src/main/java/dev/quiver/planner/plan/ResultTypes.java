package dev.quiver.planner.plan;

import dev.quiver.planner.type.SqlTypes;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** The type that a result's column shows; every expression has one. */
final class ResultTypes {
  private ResultTypes() {}

  static DataType of(RelDataType type) {
    if (type instanceof VectorSqlType vector && !vector.hasDimension()) {
      return new VectorType(1, vector.element());
    }
    return SqlTypeUtil.isInterval(type) ? SimpleType.BIGINT : SqlTypes.toColumnType(type);
  }
}
