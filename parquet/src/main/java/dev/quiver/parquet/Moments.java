package dev.quiver.parquet;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;

/** Timestamps as Parquet counts them. */
final class Moments {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Moments() {}

  /**
   * An Instant if local, else a LocalDateTime.
   *
   * @param count units since 1970-01-01 00:00:00, {@code unitsPerSecond} to a second
   */
  static Temporal of(long count, long unitsPerSecond, boolean local) {
    long seconds = Math.floorDiv(count, unitsPerSecond);
    long nanos = Math.floorMod(count, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond);
    return local
        ? Instant.ofEpochSecond(seconds, nanos)
        : LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
  }

  /** The 96-bit form: nanoseconds of a day, and the day as astronomers count. */
  static LocalDateTime ofJulian(long nanosOfDay, int day) {
    long seconds =
        (day - JULIAN_DAY_OF_EPOCH) * SECONDS_PER_DAY + Math.floorDiv(nanosOfDay, NANOS_PER_SECOND);
    return LocalDateTime.ofEpochSecond(
        seconds, (int) Math.floorMod(nanosOfDay, NANOS_PER_SECOND), ZoneOffset.UTC);
  }
}
