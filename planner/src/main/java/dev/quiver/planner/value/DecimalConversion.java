package dev.quiver.planner.value;

import dev.quiver.storage.type.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** To DECIMAL(p, s): rounded half up behind the point, an error when too long before it. */
final class DecimalConversion extends ValueConversion {
  private final int precision;
  private final int scale;

  DecimalConversion(String label, DecimalType type) {
    super(label, type);
    this.precision = type.precision();
    this.scale = type.scale();
  }

  @Override
  Object convertValue(Object value) {
    if (value instanceof Number number) {
      return fit(Numbers.exact(number), value);
    }
    if (value instanceof Boolean bool) {
      return fit(bool ? BigDecimal.ONE : BigDecimal.ZERO, value);
    }
    if (value instanceof String text) {
      BigDecimal number = Numbers.parse(text);
      if (number == null) {
        throw unreadable(text);
      }
      return fit(number, text);
    }
    throw mismatch(value);
  }

  private BigDecimal fit(@Nullable BigDecimal number, Object value) {
    if (number == null || (long) number.precision() - number.scale() > precision) {
      if (number == null || number.signum() != 0) {
        throw outOfRange(value);
      }
    }
    BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision && rounded.signum() != 0) {
      throw outOfRange(value);
    }
    return rounded;
  }
}
