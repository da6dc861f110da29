package dev.quiver.planner.value;

import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.util.Locale;

/** To BOOLEAN: also from the words that PostgreSQL knows, and from 0 and 1. */
final class BooleanConversion extends ValueConversion {
  BooleanConversion(String label) {
    super(label, SimpleType.BOOLEAN);
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      BigDecimal exact = Numbers.exact(number);
      if (exact != null && exact.signum() == 0) {
        return false;
      }
      if (exact != null && exact.compareTo(BigDecimal.ONE) == 0) {
        return true;
      }
      throw outOfRange(value);
    }
    if (value instanceof String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1" -> true;
        case "false", "f", "no", "n", "off", "0" -> false;
        default -> throw unreadable(text);
      };
    }
    throw mismatch(value);
  }
}
