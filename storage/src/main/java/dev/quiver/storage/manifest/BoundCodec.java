package dev.quiver.storage.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.Micros;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of columns as bytes: one byte for the kind, then the value, little-endian.
 *
 * <pre>
 *   1 BOOLEAN: 1 byte            2 integer of up to 32 bits: 4 bytes     3 BIGINT: 8 bytes
 *   4 REAL: 4 bytes              5 DOUBLE: 8 bytes
 *   6 DECIMAL: scale in 4 bytes, then the unscaled value, two's complement, big-endian
 *   7 text: UTF-8                8 bytes
 *   9 DATE: 8 bytes, days since 1970-01-01       10 TIME: 8 bytes, nanoseconds since midnight
 *  11 TIMESTAMP, 12 WITH LOCAL TIME ZONE: 8 bytes, microseconds since 1970-01-01
 *  13 UUID: 16 bytes, most significant 64 bits first, each little-endian
 * </pre>
 */
final class BoundCodec {
  private static final int MAX_FIXED_BYTES = 17;

  private BoundCodec() {}

  /** Null for no bound, and for a kind of value that has none here. */
  static byte @Nullable [] encode(@Nullable Object bound) {
    if (bound instanceof String text) {
      return tagged(7, text.getBytes(UTF_8));
    }
    if (bound instanceof byte[] bytes) {
      return tagged(8, bytes);
    }
    if (bound instanceof BigDecimal decimal) {
      byte[] unscaled = decimal.unscaledValue().toByteArray();
      ByteBuffer out = ByteBuffer.allocate(5 + unscaled.length).order(ByteOrder.LITTLE_ENDIAN);
      return out.put((byte) 6).putInt(decimal.scale()).put(unscaled).array();
    }
    ByteBuffer out = ByteBuffer.allocate(MAX_FIXED_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (bound == null || !putFixed(out, bound)) {
      return null;
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static boolean putFixed(ByteBuffer out, Object bound) {
    if (bound instanceof Boolean value) {
      out.put((byte) 1).put((byte) (value ? 1 : 0));
    } else if (bound instanceof Integer value) {
      out.put((byte) 2).putInt(value);
    } else if (bound instanceof Long value) {
      out.put((byte) 3).putLong(value);
    } else if (bound instanceof Float value) {
      out.put((byte) 4).putFloat(value);
    } else if (bound instanceof Double value) {
      out.put((byte) 5).putDouble(value);
    } else if (bound instanceof LocalDate value) {
      out.put((byte) 9).putLong(value.toEpochDay());
    } else if (bound instanceof LocalTime value) {
      out.put((byte) 10).putLong(value.toNanoOfDay());
    } else if (bound instanceof LocalDateTime value) {
      out.put((byte) 11).putLong(Micros.of(value.toInstant(ZoneOffset.UTC)));
    } else if (bound instanceof Instant value) {
      out.put((byte) 12).putLong(Micros.of(value));
    } else if (bound instanceof UUID value) {
      out.put((byte) 13).putLong(value.getMostSignificantBits());
      out.putLong(value.getLeastSignificantBits());
    } else {
      return false;
    }
    return true;
  }

  private static byte[] tagged(int kind, byte[] value) {
    byte[] bytes = new byte[1 + value.length];
    bytes[0] = (byte) kind;
    System.arraycopy(value, 0, bytes, 1, value.length);
    return bytes;
  }

  static @Nullable Object decode(String file, @Nullable ByteBuffer bound) {
    if (bound == null) {
      return null;
    }
    try {
      return decode(bound.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException | DateTimeException | NumberFormatException e) {
      throw Envelope.corrupt(file, "a column's bound is cut short");
    }
  }

  /** A kind that a later version may add is no bound. */
  private static @Nullable Object decode(ByteBuffer in) {
    return switch (in.get()) {
      case 1 -> in.get() != 0;
      case 2 -> in.getInt();
      case 3 -> in.getLong();
      case 4 -> in.getFloat();
      case 5 -> in.getDouble();
      case 6 -> decimal(in);
      case 7 -> new String(rest(in), UTF_8);
      case 8 -> rest(in);
      case 9 -> LocalDate.ofEpochDay(in.getLong());
      case 10 -> LocalTime.ofNanoOfDay(in.getLong());
      case 11 -> LocalDateTime.ofInstant(Micros.toInstant(in.getLong()), ZoneOffset.UTC);
      case 12 -> Micros.toInstant(in.getLong());
      case 13 -> new UUID(in.getLong(), in.getLong());
      default -> null;
    };
  }

  private static BigDecimal decimal(ByteBuffer in) {
    int scale = in.getInt();
    return new BigDecimal(new BigInteger(rest(in)), scale);
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
