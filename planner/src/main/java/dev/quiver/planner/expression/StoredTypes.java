package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.type.NamedSqlType;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Which column type holds values of an SQL type while a query runs.
 *
 * <p>An interval is a BIGINT: months, or milliseconds as Calcite counts them. The type of an
 * untyped NULL is VARCHAR.
 */
public final class StoredTypes {
  private static final int MICROS_DIGITS = 6;

  private StoredTypes() {}

  public static DataType of(RelDataType type) {
    if (type instanceof VectorSqlType vector) {
      return vector(vector);
    }
    if (type instanceof NamedSqlType named) {
      return switch (named.name()) {
        case JSON -> SimpleType.JSON;
        case BLOB -> SimpleType.BLOB;
      };
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> SimpleType.BOOLEAN;
      case TINYINT -> SimpleType.TINYINT;
      case SMALLINT -> SimpleType.SMALLINT;
      case INTEGER -> SimpleType.INTEGER;
      case BIGINT -> SimpleType.BIGINT;
      case REAL -> SimpleType.REAL;
      case FLOAT, DOUBLE -> SimpleType.DOUBLE;
      case DECIMAL -> decimal(type);
      case CHAR, VARCHAR, NULL, SYMBOL -> SimpleType.VARCHAR;
      case BINARY, VARBINARY -> SimpleType.VARBINARY;
      case DATE -> SimpleType.DATE;
      case TIME -> new TimeType(precision(type));
      case TIMESTAMP -> new TimestampType(precision(type), false);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new TimestampType(precision(type), true);
      case UUID -> SimpleType.UUID;
      case ARRAY, MULTISET ->
          new ListType(of(Objects.requireNonNull(type.getComponentType(), "component type")));
      case INTERVAL_YEAR,
          INTERVAL_YEAR_MONTH,
          INTERVAL_MONTH,
          INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          SimpleType.BIGINT;
      default -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, "type " + type);
    };
  }

  /**
   * A vector of unknown length stands as VECTOR(1); only values that bring their own length, such
   * as parameters, have that type.
   */
  private static DataType vector(VectorSqlType vector) {
    return new VectorType(vector.hasDimension() ? vector.dimension() : 1, vector.element());
  }

  /** Whether it is a vector of unknown length. */
  static boolean isAnyVector(RelDataType type) {
    return type instanceof VectorSqlType vector && !vector.hasDimension();
  }

  private static DataType decimal(RelDataType type) {
    int precision = Math.min(type.getPrecision(), DecimalType.MAX_PRECISION);
    return new DecimalType(precision, Math.max(0, Math.min(type.getScale(), precision)));
  }

  private static int precision(RelDataType type) {
    int precision = type.getPrecision();
    return precision < 0 ? 0 : Math.min(precision, MICROS_DIGITS);
  }
}
