package dev.quiver.planner.value;

import dev.quiver.storage.type.TimestampType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;

/**
 * To TIMESTAMP(p), with or without local time zone: rounded to p digits of the second.
 *
 * <p>Between an instant and a reading of the clock on the wall stands the time zone of this
 * machine.
 */
final class TimestampConversion extends ValueConversion {
  /** What 64 bits of microseconds can hold, less a year at each end. */
  private static final int MAX_YEAR = 290_000;

  private final int precision;
  private final boolean local;

  TimestampConversion(String label, TimestampType type) {
    super(label, type);
    this.precision = type.precision();
    this.local = type.local();
  }

  @Override
  Object convertValue(Object value) {
    Temporal moment = value instanceof String text ? parse(text) : moment(value);
    if (local) {
      Instant instant =
          moment instanceof LocalDateTime wallClock
              ? wallClock.atZone(ZoneId.systemDefault()).toInstant()
              : (Instant) moment;
      checkYear(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), value);
      return TemporalText.round(instant, precision);
    }
    LocalDateTime wallClock =
        moment instanceof Instant instant ? TemporalText.local(instant) : (LocalDateTime) moment;
    checkYear(wallClock, value);
    return TemporalText.round(wallClock, precision);
  }

  /** A LocalDateTime or an Instant. */
  private Temporal moment(Object value) {
    if (value instanceof LocalDateTime || value instanceof Instant) {
      return (Temporal) value;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof OffsetDateTime dateTime) {
      return dateTime.toInstant();
    }
    if (value instanceof ZonedDateTime dateTime) {
      return dateTime.toInstant();
    }
    throw mismatch(value);
  }

  private Temporal parse(String text) {
    Temporal parsed = TemporalText.dateTime(text);
    if (parsed == null) {
      throw unreadable(text);
    }
    return parsed instanceof OffsetDateTime dateTime ? dateTime.toInstant() : parsed;
  }

  private void checkYear(LocalDateTime moment, Object value) {
    if (Math.abs(moment.getYear()) > MAX_YEAR) {
      throw outOfRange(value);
    }
  }
}
