package dev.quiver.driver.value;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The one table between stored types and JDBC: name, code and class that a type shows to a client.
 *
 * <p>{@link #typeName} is the bare name, the one that {@code getTypeInfo} lists; lengths and scales
 * are apart. Where two types share a code, the first is the one a client should choose for it.
 */
public enum TypeMapping {
  BOOLEAN("BOOLEAN", Types.BOOLEAN, Boolean.class, 1),
  TINYINT("TINYINT", Types.TINYINT, Byte.class, 3),
  SMALLINT("SMALLINT", Types.SMALLINT, Short.class, 5),
  INTEGER("INTEGER", Types.INTEGER, Integer.class, 10),
  BIGINT("BIGINT", Types.BIGINT, Long.class, 19),
  REAL("REAL", Types.REAL, Float.class, 7),
  DOUBLE("DOUBLE", Types.DOUBLE, Double.class, 15),
  DECIMAL("DECIMAL", Types.DECIMAL, BigDecimal.class, DecimalType.MAX_PRECISION),
  VARCHAR("VARCHAR", Types.VARCHAR, String.class, Integer.MAX_VALUE),
  JSON("JSON", Types.VARCHAR, String.class, Integer.MAX_VALUE),
  VARBINARY("VARBINARY", Types.VARBINARY, byte[].class, Integer.MAX_VALUE),
  BLOB("BLOB", Types.BLOB, byte[].class, Integer.MAX_VALUE),
  DATE("DATE", Types.DATE, java.sql.Date.class, 10),
  TIME("TIME", Types.TIME, java.sql.Time.class, 15),
  TIMESTAMP("TIMESTAMP", Types.TIMESTAMP, java.sql.Timestamp.class, 26),
  TIMESTAMP_LOCAL(
      "TIMESTAMP WITH LOCAL TIME ZONE", Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class, 32),
  UUID("UUID", Types.OTHER, UUID.class, 36),
  VECTOR("VECTOR", Types.ARRAY, float[].class, VectorType.MAX_DIMENSION),
  BIT_VECTOR("VECTOR", Types.ARRAY, byte[].class, VectorType.MAX_DIMENSION),
  VECTOR_AS_TEXT("VARCHAR", Types.VARCHAR, String.class, Integer.MAX_VALUE),
  VECTOR_AS_BYTES("VARBINARY", Types.VARBINARY, byte[].class, Integer.MAX_VALUE),
  ARRAY("ARRAY", Types.ARRAY, java.sql.Array.class, Integer.MAX_VALUE);

  /** Characters one element of a vector takes at most in the text form. */
  private static final int VECTOR_ELEMENT_CHARS = 16;

  private final String typeName;
  private final int jdbcType;
  private final Class<?> javaClass;
  private final int maxPrecision;

  TypeMapping(String typeName, int jdbcType, Class<?> javaClass, int maxPrecision) {
    this.typeName = typeName;
    this.jdbcType = jdbcType;
    this.javaClass = javaClass;
    this.maxPrecision = maxPrecision;
  }

  /** How a stored type shows itself. */
  public static TypeMapping of(DataType type, VectorForm form) {
    if (type instanceof SimpleType simple) {
      return valueOf(simple.name());
    }
    if (type instanceof DecimalType) {
      return DECIMAL;
    }
    if (type instanceof TimeType) {
      return TIME;
    }
    if (type instanceof TimestampType timestamp) {
      return timestamp.local() ? TIMESTAMP_LOCAL : TIMESTAMP;
    }
    if (type instanceof ListType) {
      return ARRAY;
    }
    VectorType vector = (VectorType) type;
    return switch (form) {
      case VARCHAR -> VECTOR_AS_TEXT;
      case BINARY -> VECTOR_AS_BYTES;
      case ARRAY -> vector.element() == VectorType.Element.BIT ? BIT_VECTOR : VECTOR;
    };
  }

  public String typeName() {
    return typeName;
  }

  /** The constant of {@link Types}. */
  public int jdbcType() {
    return jdbcType;
  }

  /** What {@code getObject} gives. */
  public Class<?> javaClass() {
    return javaClass;
  }

  /** The largest precision, length or dimension that the type has. */
  public int maxPrecision() {
    return maxPrecision;
  }

  /** Digits of a number, characters of a text or a moment, bytes of a binary, elements. */
  public int precision(DataType type, int maxLength) {
    if (type instanceof DecimalType decimal) {
      return decimal.precision();
    }
    if (type instanceof TimeType time) {
      return "hh:mm:ss".length() + fractionChars(time.precision());
    }
    if (type instanceof TimestampType timestamp) {
      int zone = timestamp.local() ? "+hh:mm".length() : 0;
      return "yyyy-mm-dd hh:mm:ss".length() + fractionChars(timestamp.precision()) + zone;
    }
    if (type instanceof VectorType vector) {
      return switch (this) {
        case VECTOR_AS_TEXT -> textChars(vector);
        case VECTOR_AS_BYTES -> vector.sizeBytes();
        default -> vector.dimension();
      };
    }
    return maxLength > 0 ? maxLength : maxPrecision;
  }

  /** Whether digits behind a point mean anything for it. */
  public boolean hasScale() {
    return switch (this) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, TIME, TIMESTAMP, TIMESTAMP_LOCAL -> true;
      default -> false;
    };
  }

  /** Digits behind the point of a number or of a second. */
  public int scale(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal.scale();
    }
    if (type instanceof TimeType time) {
      return time.precision();
    }
    return type instanceof TimestampType timestamp ? timestamp.precision() : 0;
  }

  /** Characters that the text of a value takes at most. */
  public int displaySize(DataType type, int maxLength) {
    int precision = precision(type, maxLength);
    return switch (this) {
      case BOOLEAN -> "false".length();
      case TINYINT, SMALLINT, INTEGER, BIGINT -> precision + 1;
      case REAL -> VECTOR_ELEMENT_CHARS - 1;
      case DOUBLE -> 24;
      case DECIMAL -> precision + 2;
      case VECTOR, BIT_VECTOR -> textChars((VectorType) type);
      case VARBINARY, BLOB, VECTOR_AS_BYTES -> (int) Math.min(2L * precision, Integer.MAX_VALUE);
      default -> precision;
    };
  }

  public boolean signed() {
    return switch (this) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> true;
      default -> false;
    };
  }

  /** Whether values are texts whose case matters. */
  public boolean caseSensitive() {
    return javaClass == String.class;
  }

  private static int fractionChars(int digits) {
    return digits == 0 ? 0 : digits + 1;
  }

  private static int textChars(VectorType vector) {
    int perElement = vector.element() == VectorType.Element.BIT ? 3 : VECTOR_ELEMENT_CHARS;
    return vector.dimension() * perElement + 2;
  }
}
