package dev.quiver.planner.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers of every Java class as one. */
final class Numbers {
  /** Longer texts are no numbers: parsing takes quadratic time. */
  private static final int MAX_DIGITS = 1_000;

  private static final int MAX_EXPONENT = 10_000;

  private Numbers() {}

  /** The number as it is; floats by their shortest text. Null if it is NaN, infinite or unknown. */
  static @Nullable BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (number instanceof Double || number instanceof Float) {
      return Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()) : null;
    }
    if (isWhole(number)) {
      return BigDecimal.valueOf(number.longValue());
    }
    return parse(number.toString());
  }

  static boolean isWhole(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte;
  }

  /** A decimal number in a text, null if there is none. */
  static @Nullable BigDecimal parse(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(digits);
      return Math.abs((long) number.scale()) > MAX_EXPONENT ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
