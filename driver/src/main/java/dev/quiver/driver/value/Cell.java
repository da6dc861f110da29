package dev.quiver.driver.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DataType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One value that is not NULL, read as whatever a client asks for.
 *
 * <p>A conversion that loses magnitude, or that makes no sense, is a QuiverException which names
 * the column, the value and the target. Fractions are cut when an integer is asked for.
 *
 * @param value of a class that {@code Column.value} gives
 * @param what names the value in messages: the column or the parameter
 */
public record Cell(Object value, DataType type, String what) {
  private static final int SHOWN_CHARS = 60;

  public boolean asBoolean() {
    return NumberConversions.toBoolean(this);
  }

  public byte asByte() {
    return (byte) NumberConversions.toLong(this, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
  }

  public short asShort() {
    return (short) NumberConversions.toLong(this, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
  }

  public int asInt() {
    return (int) NumberConversions.toLong(this, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
  }

  public long asLong() {
    return NumberConversions.toLong(this, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
  }

  public float asFloat() {
    return NumberConversions.toFloat(this);
  }

  public double asDouble() {
    return NumberConversions.toDouble(this);
  }

  public BigDecimal asDecimal() {
    return NumberConversions.toDecimal(this, "DECIMAL");
  }

  public Date asDate(@Nullable Calendar calendar) {
    return TemporalConversions.toSqlDate(this, calendar);
  }

  public Time asTime(@Nullable Calendar calendar) {
    return TemporalConversions.toSqlTime(this, calendar);
  }

  public Timestamp asTimestamp(@Nullable Calendar calendar) {
    return TemporalConversions.toSqlTimestamp(this, calendar);
  }

  public LocalDate asLocalDate(ZoneId zone) {
    return TemporalConversions.toLocalDate(this, zone);
  }

  public LocalTime asLocalTime(ZoneId zone) {
    return TemporalConversions.toLocalTime(this, zone);
  }

  /** An instant is read off a clock in the zone. */
  public LocalDateTime asLocalDateTime(ZoneId zone) {
    return TemporalConversions.toLocalDateTime(this, zone);
  }

  /** A reading of a clock on the wall is taken to be in the zone. */
  public Instant asInstant(ZoneId zone) {
    return TemporalConversions.toInstant(this, zone);
  }

  public OffsetDateTime asOffsetDateTime(ZoneId zone) {
    return asInstant(zone).atZone(zone).toOffsetDateTime();
  }

  /** Any value has a text. */
  public String text() {
    return ValueText.of(value, type);
  }

  /** The bytes of a binary, of a text in UTF-8, of a UUID, of a vector's little-endian floats. */
  public byte[] asBytes() {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof UUID uuid) {
      return ByteBuffer.allocate(2 * Long.BYTES)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    if (value instanceof float[] vector) {
      ByteBuffer bytes =
          ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      return bytes.array();
    }
    throw cannotBecome("VARBINARY");
  }

  /** The text, cut where it would make a message unreadable. */
  public String shortText() {
    String text = text();
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }

  /** The failure of a conversion that makes no sense. */
  public QuiverException cannotBecome(String target) {
    return new QuiverException(ErrorCode.INVALID_CAST, what, shortText(), target);
  }
}
