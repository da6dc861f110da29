package dev.quiver.driver.value;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.storage.type.SimpleType;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;

/** {@code setObject} with a type: the value made what the type says, where that means something. */
public final class TargetTypes {
  private TargetTypes() {}

  /**
   * @param value as {@link ParameterValues} gives it
   * @param scale digits behind the point of DECIMAL and NUMERIC; negative to keep those there are
   */
  public static Object convert(Object value, int jdbcType, int scale, String what)
      throws SQLException {
    Cell cell = new Cell(value, SimpleType.VARCHAR, what);
    ZoneId zone = ZoneId.systemDefault();
    return switch (jdbcType) {
      case Types.BIT, Types.BOOLEAN -> cell.asBoolean();
      case Types.TINYINT -> (int) cell.asByte();
      case Types.SMALLINT -> (int) cell.asShort();
      case Types.INTEGER -> cell.asInt();
      case Types.BIGINT -> cell.asLong();
      case Types.REAL -> cell.asFloat();
      case Types.FLOAT, Types.DOUBLE -> cell.asDouble();
      case Types.DECIMAL, Types.NUMERIC ->
          scale < 0 ? cell.asDecimal() : cell.asDecimal().setScale(scale, RoundingMode.HALF_UP);
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> cell.text();
      case Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> cell.text();
      case Types.DATE -> cell.asLocalDate(zone);
      case Types.TIME -> cell.asLocalTime(zone);
      case Types.TIMESTAMP -> cell.asLocalDateTime(zone);
      case Types.TIMESTAMP_WITH_TIMEZONE -> cell.asInstant(zone);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> value;
      case Types.ARRAY, Types.OTHER, Types.JAVA_OBJECT, Types.NULL -> value;
      default -> throw SqlErrors.notSupported("a parameter of JDBC type " + jdbcType);
    };
  }
}
