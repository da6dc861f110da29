package dev.quiver.driver.value;

import dev.quiver.functions.vector.BitText;
import dev.quiver.functions.vector.VectorText;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a value, as {@code getString} gives it: what SQL would read back as a literal.
 *
 * <p>Moments show as many digits of the second as they have, at least whole seconds; binaries are
 * hexadecimal; vectors and arrays are {@code [a, b]}.
 */
final class ValueText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(TIME)
          .toFormatter();
  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder()
          .append(TIMESTAMP)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter();

  private ValueText() {}

  /** The text of a value of a column; a bit vector shows its bits. */
  static String of(Object value, DataType type) {
    if (value instanceof byte[] bytes
        && type instanceof VectorType vector
        && vector.element() == VectorType.Element.BIT) {
      return BitText.format(bytes, vector.dimension());
    }
    return of(value);
  }

  static String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof float[] vector) {
      return VectorText.format(vector);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof LocalDateTime timestamp) {
      return TIMESTAMP.format(timestamp);
    }
    if (value instanceof Instant instant) {
      return ZONED.format(instant.atZone(ZoneId.systemDefault()));
    }
    return value instanceof OffsetDateTime zoned ? ZONED.format(zoned) : value.toString();
  }

  private static String list(List<? extends @Nullable Object> list) {
    StringBuilder text = new StringBuilder("[");
    Iterator<? extends @Nullable Object> elements = list.iterator();
    while (elements.hasNext()) {
      Object element = elements.next();
      text.append(element == null ? "null" : of(element)).append(elements.hasNext() ? ", " : "");
    }
    return text.append(']').toString();
  }
}
