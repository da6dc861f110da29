package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Microseconds as the java.time object that a type means by them. */
final class TemporalValues {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final int NANOS_PER_MICRO = 1_000;

  private TemporalValues() {}

  static Object of(DataType type, long value) {
    if (type instanceof TimeType) {
      return LocalTime.ofNanoOfDay(value * NANOS_PER_MICRO);
    }
    if (type instanceof TimestampType timestamp) {
      long seconds = Math.floorDiv(value, MICROS_PER_SECOND);
      int nanos = (int) Math.floorMod(value, MICROS_PER_SECOND) * NANOS_PER_MICRO;
      return timestamp.local()
          ? Instant.ofEpochSecond(seconds, nanos)
          : LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    }
    return value;
  }
}
