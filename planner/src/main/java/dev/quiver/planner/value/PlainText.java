package dev.quiver.planner.value;

import dev.quiver.functions.vector.VectorText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;

/** Values as texts that {@link ValueConversion} reads back. */
public final class PlainText {
  private PlainText() {}

  /** The text of a value of a class that a column gives. */
  public static String of(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof LocalDateTime moment) {
      return TemporalText.of(moment);
    }
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    if (value instanceof float[] vector) {
      return VectorText.format(vector);
    }
    return value instanceof byte[] bytes
        ? "\\x" + HexFormat.of().formatHex(bytes)
        : value.toString();
  }
}
