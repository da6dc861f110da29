package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A single value made into a value of another type, as CAST does: objects of the classes of {@code
 * Column.value} in and out.
 *
 * <p>Digits behind the point are cut, not rounded. Public for those who bind parameters and load
 * files; {@code what} names the place in error messages.
 */
public final class Conversions {
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private Conversions() {}

  /**
   * @throws QuiverException INVALID_CAST if the value has no such meaning, VALUE_OUT_OF_RANGE if it
   *     is too large
   */
  public static Object convert(Object value, DataType to, String what) {
    if (to instanceof SimpleType simple) {
      return simple(value, simple, what);
    }
    if (to instanceof DecimalType decimal) {
      return decimal(value, decimal, what);
    }
    if (to instanceof TimeType time) {
      return DateTimes.toTime(value, time, what);
    }
    if (to instanceof TimestampType timestamp) {
      return DateTimes.toTimestamp(value, timestamp, what);
    }
    if (to instanceof VectorType vector) {
      return Vectors.convert(value, vector, what);
    }
    return list(value, (ListType) to, what);
  }

  private static Object simple(Object value, SimpleType to, String what) {
    return switch (to) {
      case BOOLEAN -> toBoolean(value, what);
      case TINYINT, SMALLINT, INTEGER -> (int) toLong(value, to, what);
      case BIGINT -> toLong(value, to, what);
      case REAL -> toFloat(value, what);
      case DOUBLE -> toDouble(value, to, what);
      case VARCHAR, JSON -> Texts.of(value);
      case VARBINARY, BLOB -> toBytes(value, to, what);
      case DATE -> DateTimes.toDate(value, what);
      case UUID -> toUuid(value, what);
    };
  }

  private static boolean toBoolean(Object value, String what) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof String text) {
      switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1" -> {
          return true;
        }
        case "false", "f", "no", "n", "off", "0" -> {
          return false;
        }
        default -> {}
      }
    } else if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    throw Casts.invalid(what, value, SimpleType.BOOLEAN);
  }

  private static long toLong(Object value, SimpleType to, String what) {
    long number;
    if (value instanceof Integer || value instanceof Long) {
      number = ((Number) value).longValue();
    } else if (value instanceof Boolean truth) {
      number = truth ? 1 : 0;
    } else {
      number = integral(value, to, what);
    }
    long max = Numbers.max(to);
    if (number > max || number < -max - 1) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, number, to);
    }
    return number;
  }

  private static long integral(Object value, SimpleType to, String what) {
    BigDecimal exact = toDecimal(value, to, what);
    if (value instanceof String && exact.stripTrailingZeros().scale() > 0) {
      throw Casts.invalid(what, value, to);
    }
    // Compared before it is cut: a huge exponent must not be written out as digits.
    if (exact.compareTo(MIN_LONG) < 0 || exact.compareTo(MAX_LONG) > 0) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, Texts.of(value), to);
    }
    return exact.longValue();
  }

  private static BigDecimal toDecimal(Object value, DataType to, String what) {
    if (value instanceof BigDecimal exact) {
      return exact;
    }
    if (value instanceof Integer || value instanceof Long) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, value, to);
      }
      return new BigDecimal(value.toString());
    }
    if (value instanceof String text) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        throw QuiverException.causedBy(e, ErrorCode.INVALID_CAST, what, text, to);
      }
    }
    throw Casts.invalid(what, value, to);
  }

  private static double toDouble(Object value, SimpleType to, String what) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw QuiverException.causedBy(e, ErrorCode.INVALID_CAST, what, text, to);
      }
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    throw Casts.invalid(what, value, to);
  }

  private static float toFloat(Object value, String what) {
    if (value instanceof Float exact) {
      return exact;
    }
    double wide = toDouble(value, SimpleType.REAL, what);
    float narrow = (float) wide;
    if (Float.isInfinite(narrow) && !Double.isInfinite(wide)) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, wide, SimpleType.REAL);
    }
    return narrow;
  }

  private static BigDecimal decimal(Object value, DecimalType to, String what) {
    BigDecimal exact =
        value instanceof Boolean truth
            ? (truth ? BigDecimal.ONE : BigDecimal.ZERO)
            : toDecimal(value, to, what);
    if (exact.signum() != 0
        && (long) exact.precision() - exact.scale() > to.precision() - to.scale()) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, what, Texts.of(value), to);
    }
    return exact.setScale(to.scale(), RoundingMode.DOWN);
  }

  private static byte[] toBytes(Object value, SimpleType to, String what) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof UUID uuid) {
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    throw Casts.invalid(what, value, to);
  }

  private static UUID toUuid(Object value, String what) {
    if (value instanceof UUID uuid) {
      return uuid;
    }
    if (value instanceof byte[] bytes && bytes.length == 16) {
      ByteBuffer sixteen = ByteBuffer.wrap(bytes);
      return new UUID(sixteen.getLong(), sixteen.getLong());
    }
    if (value instanceof String text && text.strip().length() == 36) {
      try {
        return UUID.fromString(text.strip());
      } catch (IllegalArgumentException e) {
        throw QuiverException.causedBy(e, ErrorCode.INVALID_CAST, what, text, SimpleType.UUID);
      }
    }
    throw Casts.invalid(what, value, SimpleType.UUID);
  }

  private static List<Object> list(Object value, ListType to, String what) {
    List<Object> list = new ArrayList<>();
    if (value instanceof List<?> elements) {
      for (Object element : elements) {
        list.add(element == null ? null : convert(element, to.element(), what));
      }
      return list;
    }
    if (value instanceof float[] vector) {
      for (float element : vector) {
        list.add(convert(element, to.element(), what));
      }
      return list;
    }
    throw Casts.invalid(what, value, to);
  }
}
