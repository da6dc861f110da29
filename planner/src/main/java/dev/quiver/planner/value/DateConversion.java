package dev.quiver.planner.value;

import dev.quiver.storage.type.SimpleType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;

/** To DATE: a timestamp gives its day. */
final class DateConversion extends ValueConversion {
  DateConversion(String label) {
    super(label, SimpleType.DATE);
  }

  @Override
  Object convertValue(Object value) {
    LocalDate date = date(value);
    if (date.toEpochDay() != (int) date.toEpochDay()) {
      throw outOfRange(value);
    }
    return date;
  }

  private LocalDate date(Object value) {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof LocalDateTime dateTime) {
      return dateTime.toLocalDate();
    }
    if (value instanceof OffsetDateTime dateTime) {
      return dateTime.toLocalDate();
    }
    if (value instanceof ZonedDateTime dateTime) {
      return dateTime.toLocalDate();
    }
    if (value instanceof Instant instant) {
      return TemporalText.local(instant).toLocalDate();
    }
    if (value instanceof String text) {
      Temporal parsed = TemporalText.dateTime(text);
      if (parsed == null) {
        throw unreadable(text);
      }
      return LocalDate.from(parsed);
    }
    throw mismatch(value);
  }
}
