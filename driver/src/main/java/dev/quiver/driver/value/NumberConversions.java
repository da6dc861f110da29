package dev.quiver.driver.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Numbers and truth values from any value that can be read as one.
 *
 * <p>Fractions are cut where an integer is asked for; a magnitude that does not fit is an error,
 * never a wrapped or rounded value.
 */
final class NumberConversions {
  private NumberConversions() {}

  static long toLong(Cell cell, long min, long max, String target) {
    Object value = cell.value();
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number < min || number > max) {
        throw outOfRange(cell, target);
      }
      return number;
    }
    BigDecimal decimal = toDecimal(cell, target);
    if (decimal.compareTo(BigDecimal.valueOf(min).subtract(BigDecimal.ONE)) <= 0
        || decimal.compareTo(BigDecimal.valueOf(max).add(BigDecimal.ONE)) >= 0) {
      throw outOfRange(cell, target);
    }
    return decimal.longValue();
  }

  static double toDouble(Cell cell) {
    Object value = cell.value();
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      return number.doubleValue();
    }
    if (value instanceof String text && isNotFinite(text)) {
      return Double.parseDouble(text.strip());
    }
    double number = toDecimal(cell, "DOUBLE").doubleValue();
    if (Double.isInfinite(number)) {
      throw outOfRange(cell, "DOUBLE");
    }
    return number;
  }

  static float toFloat(Cell cell) {
    Object value = cell.value();
    if (value instanceof Float number) {
      return number;
    }
    double number = toDouble(cell);
    float narrowed = (float) number;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(number)) {
      throw outOfRange(cell, "REAL");
    }
    return narrowed;
  }

  static BigDecimal toDecimal(Cell cell, String target) {
    Object value = cell.value();
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Integer || value instanceof Long) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Float || value instanceof Double) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw outOfRange(cell, target);
      }
      return new BigDecimal(value.toString());
    }
    if (value instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof String text) {
      return parse(cell, text, target);
    }
    throw cell.cannotBecome(target);
  }

  static boolean toBoolean(Cell cell) {
    Object value = cell.value();
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1" -> true;
        case "false", "f", "no", "n", "off", "0" -> false;
        default -> throw cell.cannotBecome("BOOLEAN");
      };
    }
    throw cell.cannotBecome("BOOLEAN");
  }

  private static BigDecimal parse(Cell cell, String text, String target) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException malformed) {
      throw QuiverException.causedBy(
          malformed, ErrorCode.INVALID_CAST, cell.what(), cell.shortText(), target);
    }
  }

  private static boolean isNotFinite(String text) {
    return switch (text.strip()) {
      case "NaN", "Infinity", "-Infinity" -> true;
      default -> false;
    };
  }

  private static QuiverException outOfRange(Cell cell, String target) {
    return new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, cell.what(), cell.shortText(), target);
  }
}
