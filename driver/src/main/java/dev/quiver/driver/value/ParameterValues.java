package dev.quiver.driver.value;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.TimestampType;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Objects that clients set, as the classes that the engine takes.
 *
 * <p>Arrays and streams are copied: what a client does with its object afterwards changes nothing.
 * Whether a value suits its column is the engine's to say.
 */
public final class ParameterValues {
  private static final Set<Class<?>> TAKEN_AS_IS =
      Set.of(
          String.class,
          Boolean.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          UUID.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          Instant.class);
  private static final long ALL = -1;

  private ParameterValues() {}

  /** Any object that JDBC, or Quiver beyond it, lets a client set. */
  public static Object of(Object value, DataType target, String what) throws SQLException {
    if (TAKEN_AS_IS.contains(value.getClass())) {
      return value;
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Character || value instanceof CharSequence) {
      return value.toString();
    }
    if (value instanceof java.util.Date || value instanceof Calendar) {
      return moment(value, target);
    }
    if (value instanceof OffsetDateTime zoned) {
      return zoned.toInstant();
    }
    if (value instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return large(value, target, what);
  }

  /** A moment set with a calendar is read off a clock in the calendar's zone. */
  public static Object of(Timestamp value, @Nullable Calendar calendar, DataType target) {
    if (target instanceof TimestampType timestamp && timestamp.local()) {
      return value.toInstant();
    }
    return calendar == null
        ? value.toLocalDateTime()
        : value.toInstant().atZone(calendar.getTimeZone().toZoneId()).toLocalDateTime();
  }

  public static LocalDate of(Date value, @Nullable Calendar calendar) {
    return calendar == null
        ? value.toLocalDate()
        : Instant.ofEpochMilli(value.getTime())
            .atZone(calendar.getTimeZone().toZoneId())
            .toLocalDate();
  }

  /** Milliseconds count, unlike in {@link Time#toLocalTime}. */
  public static LocalTime of(Time value, @Nullable Calendar calendar) {
    Calendar zoned = calendar == null ? Calendar.getInstance() : calendar;
    return Instant.ofEpochMilli(value.getTime())
        .atZone(zoned.getTimeZone().toZoneId())
        .toLocalTime();
  }

  /**
   * The bytes of a stream.
   *
   * @param length how many to take; the stream must have them
   */
  public static byte[] bytes(InputStream stream, long length) throws SQLException {
    try {
      if (length == ALL) {
        return stream.readAllBytes();
      }
      byte[] bytes = stream.readNBytes(count(length));
      requireLength(bytes.length, length);
      return bytes;
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  public static byte[] bytes(InputStream stream) throws SQLException {
    return bytes(stream, ALL);
  }

  /** Likewise the characters of a reader. */
  public static String text(Reader reader, long length) throws SQLException {
    try {
      if (length == ALL) {
        StringWriter all = new StringWriter();
        reader.transferTo(all);
        return all.toString();
      }
      char[] chars = new char[count(length)];
      int read = 0;
      int more = chars.length == 0 ? -1 : reader.read(chars, 0, chars.length);
      while (more > 0) {
        read += more;
        more = read == chars.length ? -1 : reader.read(chars, read, chars.length - read);
      }
      requireLength(read, length);
      return new String(chars);
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  public static String text(Reader reader) throws SQLException {
    return text(reader, ALL);
  }

  private static Object moment(Object value, DataType target) {
    if (value instanceof Date date) {
      return of(date, null);
    }
    if (value instanceof Time time) {
      return of(time, null);
    }
    if (value instanceof Timestamp timestamp) {
      return of(timestamp, null, target);
    }
    return value instanceof Calendar calendar
        ? calendar.toInstant()
        : of(new Timestamp(((java.util.Date) value).getTime()), null, target);
  }

  private static Object large(Object value, DataType target, String what) throws SQLException {
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (value instanceof float[] vector) {
      return vector.clone();
    }
    if (value instanceof double[] vector) {
      return vector.clone();
    }
    if (value instanceof Array array) {
      return array(array, target, what);
    }
    if (value instanceof Blob blob) {
      return bytes(blob.getBinaryStream());
    }
    if (value instanceof Clob clob) {
      return text(clob.getCharacterStream());
    }
    if (value instanceof InputStream stream) {
      return bytes(stream);
    }
    if (value instanceof Reader reader) {
      return text(reader);
    }
    if (value instanceof Collection<?> elements) {
      return elements(elements, target, what);
    }
    if (value.getClass().isArray()) {
      return elements(boxed(value), target, what);
    }
    throw SqlErrors.of(
        ErrorCode.INVALID_ARGUMENT,
        what + ": cannot take a value of class " + value.getClass().getName());
  }

  private static Object array(Array array, DataType target, String what) throws SQLException {
    Object content = array.getArray();
    if (content == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, what + ": the array has no content");
    }
    return of(content, target, what);
  }

  private static List<@Nullable Object> boxed(Object array) {
    int length = java.lang.reflect.Array.getLength(array);
    List<@Nullable Object> elements = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      elements.add(java.lang.reflect.Array.get(array, i));
    }
    return elements;
  }

  private static List<@Nullable Object> elements(
      Collection<? extends @Nullable Object> given, DataType target, String what)
      throws SQLException {
    List<@Nullable Object> elements = new ArrayList<>(given.size());
    for (Object element : given) {
      elements.add(element == null ? null : of(element, target, what));
    }
    return elements;
  }

  private static int count(long length) throws SQLException {
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "a stream of " + length + " is impossible");
    }
    return (int) length;
  }

  private static void requireLength(int read, long length) throws SQLException {
    if (read < length) {
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT, "the stream ended after " + read + " of " + length);
    }
  }

  private static SQLException unreadable(IOException failure) {
    return SqlErrors.of(
        QuiverException.causedBy(
            failure, ErrorCode.IO_FAILURE, "a stream parameter", failure.toString()));
  }
}
