package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The one order of values: what comparisons, sorting, MIN and MAX, statistics agree on.
 *
 * <p>Texts by code point (which is the order of their UTF-8 bytes), bytes unsigned, numbers by
 * value whatever their types, NaN above every number and equal to itself, -0 equal to 0.
 */
public final class Comparisons {
  private static final long MICROS_PER_SECOND = 1_000_000L;

  private Comparisons() {}

  /** How values of a type are best compared. */
  public enum Form {
    /** As longs: integers, booleans, dates, times, timestamps. */
    LONGS,
    /** As longs that {@link #sortable} makes of doubles. */
    DOUBLES,
    /** As unsigned bytes. */
    BYTES,
    /** As objects. */
    OBJECTS
  }

  public static Form form(DataType type) {
    if (Numbers.isApproximate(type)) {
      return Form.DOUBLES;
    }
    if (type instanceof TimeType || type instanceof TimestampType) {
      return Form.LONGS;
    }
    if (!(type instanceof SimpleType simple)) {
      return Form.OBJECTS;
    }
    return switch (simple) {
      case VARCHAR, JSON, VARBINARY, BLOB, UUID -> Form.BYTES;
      default -> Form.LONGS;
    };
  }

  /** The type in which values of two types are compared. */
  public static DataType common(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    if (Numbers.isNumeric(a) && Numbers.isNumeric(b)) {
      if (Numbers.isApproximate(a) || Numbers.isApproximate(b)) {
        return SimpleType.DOUBLE;
      }
      return Numbers.isInteger(a) && Numbers.isInteger(b) ? SimpleType.BIGINT : decimal(a, b);
    }
    if (a instanceof TimestampType x && b instanceof TimestampType y) {
      return new TimestampType(Math.max(x.precision(), y.precision()), x.local() || y.local());
    }
    if (a instanceof TimeType x && b instanceof TimeType y) {
      return new TimeType(Math.max(x.precision(), y.precision()));
    }
    if (a == SimpleType.DATE && b instanceof TimestampType) {
      return b;
    }
    if (b == SimpleType.DATE && a instanceof TimestampType) {
      return a;
    }
    return isText(a) || isBinary(a) && isBinary(b) ? b : a;
  }

  private static boolean isText(DataType type) {
    return type == SimpleType.VARCHAR || type == SimpleType.JSON;
  }

  private static boolean isBinary(DataType type) {
    return type == SimpleType.VARBINARY || type == SimpleType.BLOB;
  }

  private static DataType decimal(DataType a, DataType b) {
    int scale = Math.max(scale(a), scale(b));
    int digits = Math.max(integerDigits(a), integerDigits(b));
    // Beyond 38 digits in all, the whole digits win: then the smaller scale would be cut.
    return new DecimalType(
        DecimalType.MAX_PRECISION, Math.min(scale, DecimalType.MAX_PRECISION - digits));
  }

  private static int scale(DataType type) {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  private static int integerDigits(DataType type) {
    return type instanceof DecimalType decimal ? decimal.precision() - decimal.scale() : 19;
  }

  /** A long that sorts as the double does. */
  public static long sortable(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** The arrays of a LONGS or DOUBLES column as longs that sort alike. */
  public static long[] sortKeys(Column column) {
    if (form(column.type()) == Form.LONGS) {
      return Numbers.longs(column);
    }
    double[] values = Numbers.doubles(column);
    long[] keys = new long[column.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = sortable(values[i]);
    }
    return keys;
  }

  /** The sort key of one value of a LONGS or DOUBLES type; a decimal has none. */
  static long sortKey(Object value) {
    if (value instanceof BigDecimal) {
      throw new QuiverException(ErrorCode.INTERNAL, "a sort key of the decimal " + value);
    }
    if (value instanceof Double || value instanceof Float) {
      return sortable(((Number) value).doubleValue());
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    if (value instanceof LocalTime time) {
      return time.toNanoOfDay() / 1_000;
    }
    Instant instant =
        value instanceof LocalDateTime wallClock
            ? wallClock.toInstant(ZoneOffset.UTC)
            : (Instant) value;
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1_000);
  }

  /** The bytes by which a BYTES value is compared. */
  static byte[] bytes(Object value) {
    return value instanceof UUID || value instanceof String
        ? (byte[]) Conversions.convert(value, SimpleType.VARBINARY, "comparison")
        : (byte[]) value;
  }

  /** Compares two values of one type, or two numbers. */
  @SuppressWarnings("unchecked") // Two values of one class from Column.value.
  public static int compare(Object a, Object b) {
    if (a instanceof String x && b instanceof String y) {
      return Arrays.compareUnsigned(
          x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Arrays.compareUnsigned(x, y);
    }
    if (a instanceof UUID) {
      return Arrays.compareUnsigned(bytes(a), bytes(b));
    }
    if (a instanceof float[] x && b instanceof float[] y) {
      return Arrays.compare(x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return compareNumbers(x, y);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return compareLists(x, y);
    }
    if (a.getClass() != b.getClass() || !(a instanceof Comparable<?>)) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED,
          "comparing " + a.getClass().getSimpleName() + " to " + b.getClass().getSimpleName());
    }
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static int compareNumbers(Number a, Number b) {
    boolean approximate =
        a instanceof Double || a instanceof Float || b instanceof Double || b instanceof Float;
    if (approximate) {
      return Long.compare(sortable(a.doubleValue()), sortable(b.doubleValue()));
    }
    if (a instanceof BigDecimal || b instanceof BigDecimal) {
      return exact(a).compareTo(exact(b));
    }
    return Long.compare(a.longValue(), b.longValue());
  }

  private static BigDecimal exact(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }

  private static int compareLists(List<?> a, List<?> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      Object x = a.get(i);
      Object y = b.get(i);
      int order = x == null || y == null ? Boolean.compare(x == null, y == null) : compare(x, y);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
