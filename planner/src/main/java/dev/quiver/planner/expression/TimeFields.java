package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import org.apache.calcite.avatica.util.TimeUnitRange;

/** The fields of a date or time, and where its units begin. */
final class TimeFields {
  private static final long MILLIS_PER_SECOND = 1_000L;
  private static final long MILLIS_PER_MINUTE = 60_000L;
  private static final long MILLIS_PER_HOUR = 3_600_000L;
  private static final long MILLIS_PER_DAY = 86_400_000L;

  private TimeFields() {}

  /** What EXTRACT gives; SECOND is whole, as Calcite types it. */
  static long of(TimeUnitRange unit, Object value) {
    LocalDateTime t =
        value instanceof LocalTime time ? time.atDate(LocalDate.EPOCH) : DateTimes.wallClock(value);
    return switch (unit) {
      case MILLENNIUM -> Math.floorDiv(t.getYear() - 1, 1000) + 1;
      case CENTURY -> Math.floorDiv(t.getYear() - 1, 100) + 1;
      case DECADE -> Math.floorDiv(t.getYear(), 10);
      case YEAR -> t.getYear();
      case ISOYEAR -> t.get(IsoFields.WEEK_BASED_YEAR);
      case QUARTER -> t.get(IsoFields.QUARTER_OF_YEAR);
      case MONTH -> t.getMonthValue();
      case WEEK -> t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case DAY -> t.getDayOfMonth();
      case DOY -> t.getDayOfYear();
      case DOW -> t.getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : t.getDayOfWeek().getValue() + 1;
      case ISODOW -> t.getDayOfWeek().getValue();
      case HOUR -> t.getHour();
      case MINUTE -> t.getMinute();
      case SECOND -> t.getSecond();
      case MILLISECOND -> t.getSecond() * 1_000L + t.get(ChronoField.MILLI_OF_SECOND);
      case MICROSECOND -> t.getSecond() * 1_000_000L + t.get(ChronoField.MICRO_OF_SECOND);
      case NANOSECOND -> t.getSecond() * 1_000_000_000L + t.getNano();
      case EPOCH -> t.toEpochSecond(ZoneOffset.UTC);
      default -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, "EXTRACT of " + unit);
    };
  }

  /** A field of an interval, counted in months for years and months, else in milliseconds. */
  static long ofInterval(TimeUnitRange unit, long interval) {
    return switch (unit) {
      case YEAR -> interval / 12;
      case MONTH -> interval % 12;
      case QUARTER -> interval % 12 / 3 + 1;
      case DAY -> interval / MILLIS_PER_DAY;
      case HOUR -> interval % MILLIS_PER_DAY / MILLIS_PER_HOUR;
      case MINUTE -> interval % MILLIS_PER_HOUR / MILLIS_PER_MINUTE;
      case SECOND -> interval % MILLIS_PER_MINUTE / MILLIS_PER_SECOND;
      case MILLISECOND -> interval % MILLIS_PER_MINUTE;
      case EPOCH -> interval / MILLIS_PER_SECOND;
      default ->
          throw new QuiverException(ErrorCode.NOT_SUPPORTED, "EXTRACT of " + unit + " interval");
    };
  }

  /** The start of the unit that a time lies in; weeks start on Monday. */
  static LocalDateTime floor(TimeUnitRange unit, LocalDateTime t) {
    LocalDate date = t.toLocalDate();
    return switch (unit) {
      case MILLENNIUM -> year(Math.floorDiv(t.getYear() - 1, 1000) * 1000 + 1);
      case CENTURY -> year(Math.floorDiv(t.getYear() - 1, 100) * 100 + 1);
      case DECADE -> year(Math.floorDiv(t.getYear(), 10) * 10);
      case YEAR -> year(t.getYear());
      case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1).atStartOfDay();
      case MONTH -> date.withDayOfMonth(1).atStartOfDay();
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
      case DAY -> date.atStartOfDay();
      case HOUR -> t.truncatedTo(ChronoUnit.HOURS);
      case MINUTE -> t.truncatedTo(ChronoUnit.MINUTES);
      case SECOND -> t.truncatedTo(ChronoUnit.SECONDS);
      case MILLISECOND -> t.truncatedTo(ChronoUnit.MILLIS);
      case MICROSECOND, NANOSECOND -> t.truncatedTo(ChronoUnit.MICROS);
      default -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, "rounding to " + unit);
    };
  }

  private static LocalDateTime year(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay();
  }

  /** The start of the unit after the one that starts at a time. */
  static LocalDateTime next(TimeUnitRange unit, LocalDateTime start) {
    return switch (unit) {
      case MILLENNIUM -> start.plusYears(1000);
      case CENTURY -> start.plusYears(100);
      case DECADE -> start.plusYears(10);
      case YEAR -> start.plusYears(1);
      case QUARTER -> start.plusMonths(3);
      case MONTH -> start.plusMonths(1);
      case WEEK -> start.plusWeeks(1);
      case DAY -> start.plusDays(1);
      case HOUR -> start.plusHours(1);
      case MINUTE -> start.plusMinutes(1);
      case SECOND -> start.plusSeconds(1);
      case MILLISECOND -> start.plus(1, ChronoUnit.MILLIS);
      default -> start.plus(1, ChronoUnit.MICROS);
    };
  }
}
