package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.jspecify.annotations.Nullable;

/** EXTRACT, and rounding to a unit of time: FLOOR, CEIL, DATE_TRUNC. */
final class TimeFunctions {
  private TimeFunctions() {}

  static void addTo(Map<String, RowFunction> table) {
    table.put("EXTRACT", TimeFunctions::extract);
    table.put("FLOOR", a -> round(a, false));
    table.put("CEIL", a -> round(a, true));
    table.put("DATE_TRUNC", TimeFunctions::truncate);
    table.put("TIMESTAMP_TRUNC", TimeFunctions::truncate);
    table.put("TIME_TRUNC", TimeFunctions::truncate);
    table.put("LAST_DAY", a -> lastDay(Objects.requireNonNull(a[0])));
  }

  private static Object extract(@Nullable Object[] a) {
    TimeUnitRange unit = (TimeUnitRange) Objects.requireNonNull(a[0]);
    Object value = Objects.requireNonNull(a[1]);
    return value instanceof Long interval
        ? TimeFields.ofInterval(unit, interval)
        : TimeFields.of(unit, value);
  }

  private static Object round(@Nullable Object[] a, boolean up) {
    Object value = Objects.requireNonNull(a[0]);
    if (value instanceof Number number) {
      return MathFunctions.toInteger(number, up);
    }
    TimeUnitRange unit = unit(Objects.requireNonNull(a[1]));
    LocalDateTime exact = wallClock(value);
    LocalDateTime down = TimeFields.floor(unit, exact);
    return like(value, up && down.isBefore(exact) ? TimeFields.next(unit, down) : down);
  }

  private static Object truncate(@Nullable Object[] a) {
    boolean unitFirst = a[0] instanceof String || a[0] instanceof TimeUnitRange;
    Object value = Objects.requireNonNull(a[unitFirst ? 1 : 0]);
    TimeUnitRange unit = unit(Objects.requireNonNull(a[unitFirst ? 0 : 1]));
    return like(value, TimeFields.floor(unit, wallClock(value)));
  }

  private static TimeUnitRange unit(Object unit) {
    if (unit instanceof TimeUnitRange range) {
      return range;
    }
    String name = unit.toString().toUpperCase(Locale.ROOT);
    try {
      return TimeUnitRange.valueOf(
          name.endsWith("S") ? name.substring(0, name.length() - 1) : name);
    } catch (IllegalArgumentException e) {
      throw QuiverException.causedBy(e, ErrorCode.INVALID_ARGUMENT, "unknown unit of time " + unit);
    }
  }

  private static LocalDateTime wallClock(Object value) {
    return value instanceof LocalTime time
        ? time.atDate(LocalDate.EPOCH)
        : DateTimes.wallClock(value);
  }

  private static Object like(Object original, LocalDateTime value) {
    if (original instanceof LocalDate) {
      return value.toLocalDate();
    }
    if (original instanceof LocalTime) {
      return value.toLocalTime();
    }
    return original instanceof Instant ? value.toInstant(ZoneOffset.UTC) : value;
  }

  private static LocalDate lastDay(Object value) {
    LocalDate date = DateTimes.wallClock(value).toLocalDate();
    return date.withDayOfMonth(date.lengthOfMonth());
  }
}
