package dev.quiver.storage.format;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since 1970-01-01, the resolution of commit times. */
public final class Micros {
  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  public static long of(Instant instant) {
    // ChronoUnit.MICROS.between counts nanoseconds, which end in the years 1677 and 2262.
    long seconds = instant.getEpochSecond();
    long micros = instant.getNano() / 1_000;
    return seconds < 0
        ? Math.multiplyExact(seconds + 1, PER_SECOND) + (micros - PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, PER_SECOND), micros);
  }

  public static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
