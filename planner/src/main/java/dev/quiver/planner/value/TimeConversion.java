package dev.quiver.planner.value;

import dev.quiver.storage.type.TimeType;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;

/** To TIME(p): rounded to p digits of the second; an error where that reaches the next day. */
final class TimeConversion extends ValueConversion {
  private final int precision;

  TimeConversion(String label, TimeType type) {
    super(label, type);
    this.precision = type.precision();
  }

  @Override
  Object convertValue(Object value) {
    LocalTime time = time(value);
    LocalTime rounded = TemporalText.round(time, precision);
    if (rounded.isBefore(time) && rounded.equals(LocalTime.MIDNIGHT) && time.getHour() > 0) {
      throw outOfRange(value);
    }
    return rounded;
  }

  private LocalTime time(Object value) {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof OffsetTime time) {
      return time.toLocalTime();
    }
    if (value instanceof LocalDateTime dateTime) {
      return dateTime.toLocalTime();
    }
    if (value instanceof String text) {
      LocalTime parsed = TemporalText.time(text);
      if (parsed == null) {
        throw unreadable(text);
      }
      return parsed;
    }
    throw mismatch(value);
  }
}
