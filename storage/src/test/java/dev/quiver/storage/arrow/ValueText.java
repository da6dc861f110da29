package dev.quiver.storage.arrow;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** One spelling of a value for all implementations, exact to the bit. */
final class ValueText {
  private ValueText() {}

  static String of(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Float number) {
      return "f%08x".formatted(Float.floatToRawIntBits(number));
    }
    if (value instanceof Double number) {
      return "d%016x".formatted(Double.doubleToRawLongBits(number));
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof UUID uuid) {
      return uuid.toString().replace("-", "");
    }
    if (value instanceof float[] floats) {
      List<Object> list = new ArrayList<>();
      for (float one : floats) {
        list.add(one);
      }
      return of(list);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ValueText::of).collect(Collectors.joining("|", "[", "]"));
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return of(bytes);
    }
    return temporal(value);
  }

  private static String temporal(Object value) {
    if (value instanceof LocalDate date) {
      return Long.toString(date.toEpochDay());
    }
    if (value instanceof LocalTime time) {
      return Long.toString(time.toNanoOfDay() / 1_000);
    }
    if (value instanceof LocalDateTime wallClock) {
      return temporal(wallClock.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof Instant instant) {
      return Long.toString(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
    }
    return value.toString();
  }
}
