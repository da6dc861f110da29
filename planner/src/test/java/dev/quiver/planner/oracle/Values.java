package dev.quiver.planner.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of both engines in one form, so that they can be compared. */
final class Values {
  private Values() {}

  /** A value of storage's in the class that Calcite computes with. */
  static @Nullable Object toCalcite(@Nullable Object value) {
    if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    if (value instanceof float[] vector) {
      List<Float> list = new ArrayList<>();
      for (float element : vector) {
        list.add(element);
      }
      return list;
    }
    return value;
  }

  /** Equal for values that SQL cannot tell apart, up to rounding. */
  static @Nullable Object comparable(@Nullable Object given) {
    Object value = toCalcite(given);
    if (value instanceof Double || value instanceof Float) {
      return new Approximate(((Number) value).doubleValue());
    }
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
    if (value instanceof Number number) {
      return comparable(BigDecimal.valueOf(number.longValue()));
    }
    return value;
  }

  /** A number equal to all that are about as large: sums and distances round in another order. */
  private static final class Approximate {
    private static final double TOLERANCE = 1e-5;

    private final double number;

    Approximate(double number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Approximate that
          && (Double.compare(number, that.number) == 0
              || Math.abs(number - that.number)
                  <= TOLERANCE * Math.max(1, Math.max(Math.abs(number), Math.abs(that.number))));
    }

    @Override
    public int hashCode() {
      return 0;
    }

    @Override
    public String toString() {
      return Double.toString(number);
    }
  }
}
