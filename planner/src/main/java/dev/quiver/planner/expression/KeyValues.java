package dev.quiver.planner.expression;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that are compared with a key column, as that column would hold them. */
public final class KeyValues {
  private KeyValues() {}

  /**
   * The value of a column's type that equals a value; null if there is none, or if it is not known.
   */
  public static @Nullable Object as(DataType type, Object value) {
    if (Numbers.isInteger(type)) {
      Long whole = whole(value);
      if (whole == null || whole > Numbers.max(type) || whole < -Numbers.max(type) - 1) {
        return null;
      }
      return type == SimpleType.BIGINT ? whole : (Object) whole.intValue();
    }
    if (type == SimpleType.DOUBLE || type == SimpleType.REAL) {
      return value instanceof Double || value instanceof Float
          ? approximate(type, ((Number) value).doubleValue())
          : null;
    }
    if (type instanceof DecimalType decimal) {
      return exact(decimal, value);
    }
    return classOf(type).isInstance(value) ? value : null;
  }

  private static @Nullable Long whole(Object value) {
    if (value instanceof BigDecimal number) {
      boolean isLong =
          number.stripTrailingZeros().scale() <= 0
              && number.setScale(0, RoundingMode.UNNECESSARY).toBigInteger().bitLength() < 64;
      return isLong ? (Long) number.longValueExact() : null;
    }
    return value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : null;
  }

  private static @Nullable Object approximate(DataType type, double value) {
    if (type == SimpleType.DOUBLE) {
      return value;
    }
    return Double.compare((float) value, value) == 0 ? (Object) (float) value : null;
  }

  private static @Nullable BigDecimal exact(DecimalType type, Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros().scale() <= type.scale()
          ? number.setScale(type.scale(), RoundingMode.UNNECESSARY)
          : null;
    }
    return value instanceof Integer || value instanceof Long
        ? BigDecimal.valueOf(((Number) value).longValue()).setScale(type.scale())
        : null;
  }

  private static Class<?> classOf(DataType type) {
    if (type instanceof TimeType) {
      return LocalTime.class;
    }
    if (type instanceof TimestampType timestamp) {
      return timestamp.local() ? Instant.class : LocalDateTime.class;
    }
    if (!(type instanceof SimpleType simple)) {
      return Void.class;
    }
    return switch (simple) {
      case BOOLEAN -> Boolean.class;
      case VARCHAR -> String.class;
      case VARBINARY -> byte[].class;
      case UUID -> UUID.class;
      case DATE -> LocalDate.class;
      default -> Void.class;
    };
  }

  /** Whether equal values of two types have one hash, in whichever of them they are. */
  public static boolean shareHashes(DataType one, DataType other) {
    return one.equals(other)
        || Numbers.isInteger(one) && Numbers.isInteger(other)
        || one instanceof DecimalType && other instanceof DecimalType;
  }
}
