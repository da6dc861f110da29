package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;

/**
 * Conversions to dates, times and timestamps; the session's zone is UTC.
 *
 * <p>Texts are ISO, with a blank or a T between date and time; seconds and their fraction may be
 * left out, and a date alone is midnight.
 */
final class DateTimes {
  private static final int MICROS_DIGITS = 6;
  private static final int NANOS_DIGITS = 9;

  private DateTimes() {}

  static LocalDate toDate(Object value, String what) {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof LocalDateTime || value instanceof Instant) {
      return wallClock(value).toLocalDate();
    }
    if (value instanceof String text) {
      return parse(text, SimpleType.DATE, what, DateTimes::dateTime).toLocalDate();
    }
    throw Casts.invalid(what, value, SimpleType.DATE);
  }

  static LocalTime toTime(Object value, TimeType to, String what) {
    LocalTime time;
    if (value instanceof LocalTime exact) {
      time = exact;
    } else if (value instanceof LocalDateTime || value instanceof Instant) {
      time = wallClock(value).toLocalTime();
    } else if (value instanceof String text) {
      time = parse(text, to, what, DateTimes::time);
    } else {
      throw Casts.invalid(what, value, to);
    }
    return time.withNano(cut(time.getNano(), to.precision()));
  }

  static Temporal toTimestamp(Object value, TimestampType to, String what) {
    LocalDateTime wallClock;
    if (value instanceof LocalDate date) {
      wallClock = date.atStartOfDay();
    } else if (value instanceof LocalDateTime || value instanceof Instant) {
      wallClock = wallClock(value);
    } else if (value instanceof String text) {
      wallClock = parse(text, to, what, DateTimes::dateTime);
    } else {
      throw Casts.invalid(what, value, to);
    }
    LocalDateTime cut = wallClock.withNano(cut(wallClock.getNano(), to.precision()));
    return to.local() ? cut.toInstant(ZoneOffset.UTC) : cut;
  }

  /** Midnight of a date, the reading of a UTC clock of an instant. */
  static LocalDateTime wallClock(Object value) {
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    return value instanceof Instant instant
        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
        : (LocalDateTime) value;
  }

  private static int cut(int nanos, int precision) {
    int unit = 1;
    for (int i = Math.min(precision, MICROS_DIGITS); i < NANOS_DIGITS; i++) {
      unit *= 10;
    }
    return nanos - nanos % unit;
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> T parse(String text, DataType to, String what, Parser<T> parser) {
    try {
      return parser.parse(text.strip());
    } catch (DateTimeException e) {
      throw QuiverException.causedBy(e, ErrorCode.INVALID_CAST, what, text, to);
    }
  }

  private static LocalDateTime dateTime(String text) {
    int dateEnd = text.indexOf('T');
    dateEnd = dateEnd < 0 ? text.indexOf(' ') : dateEnd;
    if (dateEnd < 0) {
      return LocalDate.parse(text).atStartOfDay();
    }
    String iso = text.substring(0, dateEnd) + 'T' + text.substring(dateEnd + 1);
    boolean zoned = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > dateEnd;
    return zoned
        ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
        : LocalDateTime.parse(iso);
  }

  private static LocalTime time(String text) {
    return text.indexOf('-') > 0 ? dateTime(text).toLocalTime() : LocalTime.parse(text);
  }
}
