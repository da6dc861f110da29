package dev.quiver.planner.value;

import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** To TINYINT, SMALLINT, INTEGER and BIGINT: whole numbers in range. */
final class IntegerConversion extends ValueConversion {
  private final long min;
  private final long max;
  private final boolean wide;

  IntegerConversion(String label, SimpleType type) {
    super(label, type);
    int bits =
        switch (type) {
          case TINYINT -> Byte.SIZE;
          case SMALLINT -> Short.SIZE;
          case INTEGER -> Integer.SIZE;
          default -> Long.SIZE;
        };
    this.max = Long.MAX_VALUE >> (Long.SIZE - bits);
    this.min = -max - 1;
    this.wide = bits == Long.SIZE;
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof Number number) {
      return Numbers.isWhole(number)
          ? box(number.longValue(), value)
          : exact(Numbers.exact(number), value);
    }
    if (value instanceof Boolean bool) {
      return box(bool ? 1 : 0, value);
    }
    if (value instanceof String text) {
      BigDecimal number = Numbers.parse(text);
      if (number == null) {
        throw unreadable(text);
      }
      return exact(number, text);
    }
    throw mismatch(value);
  }

  private Object exact(@Nullable BigDecimal number, Object value) {
    if (number == null) {
      throw outOfRange(value);
    }
    try {
      return box(number.longValueExact(), value);
    } catch (ArithmeticException e) {
      throw outOfRange(value);
    }
  }

  private Object box(long number, Object value) {
    if (number < min || number > max) {
      throw outOfRange(value);
    }
    return wide ? (Object) number : (Object) (int) number;
  }
}
