package dev.quiver.planner.value;

import dev.quiver.storage.type.SimpleType;

/** To REAL and DOUBLE: rounded to the nearest, but never to infinity. NaN and infinities stay. */
final class FloatingConversion extends ValueConversion {
  private final boolean single;

  FloatingConversion(String label, SimpleType type) {
    super(label, type);
    this.single = type == SimpleType.REAL;
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof Float number) {
      return single ? (Object) number : (Object) number.doubleValue();
    }
    if (value instanceof Double number) {
      return single ? narrow(number, value) : number;
    }
    if (value instanceof Number number) {
      double wide = number.doubleValue();
      if (Double.isInfinite(wide)) {
        throw outOfRange(value);
      }
      return single ? narrow(wide, value) : (Object) wide;
    }
    if (value instanceof String text) {
      return parse(text);
    }
    throw mismatch(value);
  }

  private Object narrow(double wide, Object value) {
    float number = (float) wide;
    if (Float.isInfinite(number) && !Double.isInfinite(wide)) {
      throw outOfRange(value);
    }
    return number;
  }

  private Object parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || isTypeSuffix(stripped.charAt(stripped.length() - 1))) {
      throw unreadable(text);
    }
    try {
      double number = Double.parseDouble(stripped);
      if (Double.isInfinite(number) && !stripped.endsWith("Infinity")) {
        throw outOfRange(text);
      }
      return single ? narrow(number, text) : (Object) number;
    } catch (NumberFormatException e) {
      throw unreadable(text);
    }
  }

  /** Java reads {@code 1d} and {@code 1f} as numbers; SQL does not. */
  private static boolean isTypeSuffix(char last) {
    return last == 'd' || last == 'D' || last == 'f' || last == 'F';
  }
}
