package dev.quiver.planner.type;

import dev.quiver.storage.type.DecimalType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Limits and derived types: decimals of 38 digits, times in microseconds, sums that have room
 * (BIGINT, DOUBLE, DECIMAL(38, s)), averages of integers that have fractions.
 */
public final class QuiverTypeSystem extends RelDataTypeSystemImpl {
  public static final QuiverTypeSystem INSTANCE = new QuiverTypeSystem();

  private static final int MICROSECONDS = 6;
  private static final int AVERAGE_SCALE = 6;

  private QuiverTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          MICROSECONDS;
      case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
      default -> super.getMaxPrecision(typeName);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName typeName) {
    return typeName == SqlTypeName.DECIMAL
        ? DecimalType.MAX_PRECISION
        : super.getMaxScale(typeName);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          MICROSECONDS;
      case CHAR, BINARY -> RelDataType.PRECISION_NOT_SPECIFIED;
      default -> super.getDefaultPrecision(typeName);
    };
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    SqlTypeName sum =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> SqlTypeName.BIGINT;
          case REAL, FLOAT, DOUBLE -> SqlTypeName.DOUBLE;
          default -> SqlTypeName.ANY;
        };
    if (argument.getSqlTypeName() == SqlTypeName.DECIMAL) {
      return nullableAs(
          factory,
          factory.createSqlType(
              SqlTypeName.DECIMAL, DecimalType.MAX_PRECISION, argument.getScale()),
          argument);
    }
    return sum == SqlTypeName.ANY
        ? argument
        : nullableAs(factory, factory.createSqlType(sum), argument);
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    return switch (argument.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE ->
          nullableAs(factory, factory.createSqlType(SqlTypeName.DOUBLE), argument);
      case DECIMAL ->
          nullableAs(
              factory,
              factory.createSqlType(
                  SqlTypeName.DECIMAL,
                  DecimalType.MAX_PRECISION,
                  Math.max(AVERAGE_SCALE, argument.getScale())),
              argument);
      default -> argument;
    };
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  private static RelDataType nullableAs(
      RelDataTypeFactory factory, RelDataType type, RelDataType argument) {
    return factory.createTypeWithNullability(type, argument.isNullable());
  }
}
