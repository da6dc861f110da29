package dev.quiver.planner.type;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** The way from types of columns to types of expressions and back. */
public final class SqlTypes {
  private static final QuiverTypeFactory FACTORY = QuiverTypeFactory.INSTANCE;
  private static final int MICROSECONDS = 6;

  private SqlTypes() {}

  /** The type that a column has in a query. */
  public static RelDataType of(Field field) {
    return of(field.type(), field.nullable(), field.maxLength());
  }

  /**
   * The type of a column's values in a query.
   *
   * @param maxLength of texts and bytes; 0 for no limit
   */
  public static RelDataType of(DataType type, boolean nullable, int maxLength) {
    return FACTORY.createTypeWithNullability(notNull(type, maxLength), nullable);
  }

  private static RelDataType notNull(DataType type, int maxLength) {
    if (type instanceof SimpleType simple) {
      return simple(simple, maxLength);
    }
    if (type instanceof DecimalType decimal) {
      return FACTORY.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
    }
    if (type instanceof TimeType time) {
      return FACTORY.createSqlType(SqlTypeName.TIME, time.precision());
    }
    if (type instanceof TimestampType timestamp) {
      SqlTypeName name =
          timestamp.local() ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP;
      return FACTORY.createSqlType(name, timestamp.precision());
    }
    if (type instanceof VectorType vector) {
      return FACTORY.vector(vector.dimension(), vector.element(), false);
    }
    return FACTORY.createArrayType(of(((ListType) type).element(), true, 0), -1);
  }

  private static RelDataType simple(SimpleType type, int maxLength) {
    return switch (type) {
      case BOOLEAN -> FACTORY.createSqlType(SqlTypeName.BOOLEAN);
      case TINYINT -> FACTORY.createSqlType(SqlTypeName.TINYINT);
      case SMALLINT -> FACTORY.createSqlType(SqlTypeName.SMALLINT);
      case INTEGER -> FACTORY.createSqlType(SqlTypeName.INTEGER);
      case BIGINT -> FACTORY.createSqlType(SqlTypeName.BIGINT);
      case REAL -> FACTORY.createSqlType(SqlTypeName.REAL);
      case DOUBLE -> FACTORY.createSqlType(SqlTypeName.DOUBLE);
      case VARCHAR -> limited(SqlTypeName.VARCHAR, maxLength);
      case VARBINARY -> limited(SqlTypeName.VARBINARY, maxLength);
      case BLOB -> FACTORY.named(NamedSqlType.Name.BLOB, false);
      case DATE -> FACTORY.createSqlType(SqlTypeName.DATE);
      case UUID -> FACTORY.createSqlType(SqlTypeName.UUID);
      case JSON -> FACTORY.named(NamedSqlType.Name.JSON, false);
    };
  }

  private static RelDataType limited(SqlTypeName name, int maxLength) {
    return maxLength == 0 ? FACTORY.createSqlType(name) : FACTORY.createSqlType(name, maxLength);
  }

  /**
   * The type of a column that holds an expression's values. That of a bare NULL is VARCHAR.
   *
   * @throws QuiverException NOT_SUPPORTED for types no column can have, such as intervals and
   *     vectors of unknown length
   */
  public static DataType toColumnType(RelDataType type) {
    if (type instanceof NamedSqlType named) {
      return named.name() == NamedSqlType.Name.JSON ? SimpleType.JSON : SimpleType.BLOB;
    }
    if (type instanceof VectorSqlType vector) {
      if (!vector.hasDimension()) {
        throw new QuiverException(ErrorCode.NOT_SUPPORTED, "VECTOR without a dimension");
      }
      return new VectorType(vector.dimension(), vector.element());
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
      case CHAR, VARCHAR, NULL -> SimpleType.VARCHAR;
      case BINARY, VARBINARY -> SimpleType.VARBINARY;
      case DATE -> SimpleType.DATE;
      case UUID -> SimpleType.UUID;
      case TIME -> new TimeType(precision(type));
      case TIMESTAMP -> new TimestampType(precision(type), false);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new TimestampType(precision(type), true);
      case ARRAY ->
          new ListType(
              toColumnType(Objects.requireNonNull(type.getComponentType(), "component type")));
      default ->
          throw new QuiverException(
              ErrorCode.NOT_SUPPORTED, type.isStruct() ? "a ROW as a value" : "type " + type);
    };
  }

  /** The most characters or bytes that a type allows; 0 for no limit. */
  public static int maxLength(RelDataType type) {
    boolean limited =
        switch (type.getSqlTypeName()) {
          case CHAR, VARCHAR, BINARY, VARBINARY -> true;
          default -> false;
        };
    int precision = type.getPrecision();
    return limited && precision > 0 && precision < Integer.MAX_VALUE ? precision : 0;
  }

  private static DataType decimal(RelDataType type) {
    int precision = Math.min(type.getPrecision(), DecimalType.MAX_PRECISION);
    return new DecimalType(precision, Math.max(0, Math.min(type.getScale(), precision)));
  }

  private static int precision(RelDataType type) {
    return Math.max(0, Math.min(type.getPrecision(), MICROSECONDS));
  }
}
