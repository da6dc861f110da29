package dev.quiver.driver.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates, times and moments from any value that can be read as one.
 *
 * <p>A TIMESTAMP is a reading of a clock on the wall: as an instant it is taken in the zone of the
 * Calendar that a caller gives, else in the zone of this JVM. A date is its midnight; a time alone
 * is on 1970-01-01, as JDBC has it.
 */
final class TemporalConversions {
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' ']")
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TemporalConversions() {}

  static LocalDate toLocalDate(Cell cell, ZoneId zone) {
    return cell.value() instanceof LocalDate date
        ? date
        : toLocalDateTime(cell, zone, "DATE").toLocalDate();
  }

  static LocalTime toLocalTime(Cell cell, ZoneId zone) {
    Object value = cell.value();
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof LocalDate) {
      throw cell.cannotBecome("TIME");
    }
    if (value instanceof String text && text.indexOf('-') < 0) {
      try {
        return LocalTime.parse(text.strip());
      } catch (DateTimeException malformed) {
        throw invalid(cell, "TIME", malformed);
      }
    }
    return toLocalDateTime(cell, zone, "TIME").toLocalTime();
  }

  static LocalDateTime toLocalDateTime(Cell cell, ZoneId zone) {
    return toLocalDateTime(cell, zone, "TIMESTAMP");
  }

  static Instant toInstant(Cell cell, ZoneId zone) {
    if (cell.value() instanceof Instant instant) {
      return instant;
    }
    if (cell.value() instanceof String text) {
      TemporalAccessor parsed = parse(cell, text, "TIMESTAMP WITH LOCAL TIME ZONE");
      if (parsed instanceof OffsetDateTime zoned) {
        return zoned.toInstant();
      }
    }
    return toLocalDateTime(cell, zone, "TIMESTAMP WITH LOCAL TIME ZONE").atZone(zone).toInstant();
  }

  static Date toSqlDate(Cell cell, @Nullable Calendar calendar) {
    ZoneId zone = zone(calendar);
    LocalDate date = toLocalDate(cell, zone);
    return calendar == null
        ? Date.valueOf(date)
        : new Date(date.atStartOfDay(zone).toInstant().toEpochMilli());
  }

  static Time toSqlTime(Cell cell, @Nullable Calendar calendar) {
    ZoneId zone = zone(calendar);
    LocalDateTime onEpochDay = toLocalTime(cell, zone).atDate(LocalDate.EPOCH);
    return new Time(onEpochDay.atZone(zone).toInstant().toEpochMilli());
  }

  static Timestamp toSqlTimestamp(Cell cell, @Nullable Calendar calendar) {
    ZoneId zone = zone(calendar);
    return calendar == null && !(cell.value() instanceof Instant)
        ? Timestamp.valueOf(toLocalDateTime(cell, zone))
        : Timestamp.from(toInstant(cell, zone));
  }

  private static LocalDateTime toLocalDateTime(Cell cell, ZoneId zone, String target) {
    Object value = cell.value();
    if (value instanceof LocalDateTime timestamp) {
      return timestamp;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof LocalTime time) {
      return time.atDate(LocalDate.EPOCH);
    }
    if (value instanceof Instant instant) {
      return instant.atZone(zone).toLocalDateTime();
    }
    if (value instanceof String text) {
      TemporalAccessor parsed = parse(cell, text, target);
      return parsed instanceof OffsetDateTime zoned
          ? zoned.atZoneSameInstant(zone).toLocalDateTime()
          : parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
    }
    throw cell.cannotBecome(target);
  }

  private static TemporalAccessor parse(Cell cell, String text, String target) {
    try {
      return MOMENT.parseBest(
          text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    } catch (DateTimeException malformed) {
      throw invalid(cell, target, malformed);
    }
  }

  private static ZoneId zone(@Nullable Calendar calendar) {
    return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
  }

  private static QuiverException invalid(Cell cell, String target, DateTimeException cause) {
    return QuiverException.causedBy(
        cause, ErrorCode.INVALID_CAST, cell.what(), cell.shortText(), target);
  }
}
