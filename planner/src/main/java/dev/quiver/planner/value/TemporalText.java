package dev.quiver.planner.value;

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
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as SQL writes them: {@code 2026-01-31}, {@code 23:59[:59[.999999]]}, both with a
 * blank or a T between, and an offset or Z behind for an instant.
 */
final class TemporalText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.HOUR_OF_DAY, 1, 2, java.time.format.SignStyle.NEVER)
          .appendPattern(":mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][ ]")
          .append(TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TemporalText() {}

  static String of(LocalDateTime value) {
    return value.toLocalDate() + " " + value.toLocalTime();
  }

  static @Nullable LocalDate date(String text) {
    TemporalAccessor parsed = parse(DateTimeFormatter.ISO_LOCAL_DATE, text);
    return parsed == null ? null : LocalDate.from(parsed);
  }

  static @Nullable LocalTime time(String text) {
    TemporalAccessor parsed = parse(TIME, text);
    return parsed == null ? null : LocalTime.from(parsed);
  }

  /** A LocalDateTime, or an OffsetDateTime where the text has an offset; a date is its midnight. */
  static @Nullable Temporal dateTime(String text) {
    TemporalAccessor parsed = parse(DATE_TIME, text);
    if (parsed == null) {
      LocalDate date = date(text);
      return date == null ? null : date.atStartOfDay();
    }
    return parsed.isSupported(ChronoField.OFFSET_SECONDS)
        ? OffsetDateTime.from(parsed)
        : LocalDateTime.from(parsed);
  }

  /** The wall clock here at that instant. */
  static LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
  }

  /** The nearest value with that many digits of a second, halves up. */
  @SuppressWarnings("unchecked")
  static <T extends Temporal> T round(T value, int precision) {
    long unit = 1_000_000_000L;
    for (int i = 0; i < precision; i++) {
      unit /= 10;
    }
    long rest = value.getLong(ChronoField.NANO_OF_SECOND) % unit;
    long change = rest * 2 >= unit ? unit - rest : -rest;
    return change == 0 ? value : (T) value.plus(change, ChronoUnit.NANOS);
  }

  private static @Nullable TemporalAccessor parse(DateTimeFormatter format, String text) {
    try {
      return format.parse(text.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
