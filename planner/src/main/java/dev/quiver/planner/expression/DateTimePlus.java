package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A date, time or timestamp moved by an interval; the 31st plus a month is the month's last day.
 */
record DateTimePlus(
    DataType type, Expression dateTime, Expression interval, boolean months, int sign)
    implements Expression {
  private static final long MILLIS_PER_DAY = 86_400_000L;

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    Column from = dateTime.evaluate(batch, evaluation);
    Column by = interval.evaluate(batch, evaluation);
    long[] amounts = Numbers.longs(by);
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < batch.size(); i++) {
      Object value = from.value(i);
      builder.append(value == null || by.isNull(i) ? null : plus(value, sign * amounts[i]));
    }
    return builder.build();
  }

  private Object plus(Object value, long amount) {
    try {
      if (value instanceof LocalDate date) {
        return months ? date.plusMonths(amount) : date.plusDays(amount / MILLIS_PER_DAY);
      }
      if (value instanceof LocalTime time) {
        return months ? time : time.plus(amount % MILLIS_PER_DAY, ChronoUnit.MILLIS);
      }
      LocalDateTime wallClock = DateTimes.wallClock(value);
      LocalDateTime moved =
          months ? wallClock.plusMonths(amount) : wallClock.plus(amount, ChronoUnit.MILLIS);
      return value instanceof Instant ? moved.toInstant(ZoneOffset.UTC) : moved;
    } catch (DateTimeException e) {
      throw QuiverException.causedBy(
          e, ErrorCode.VALUE_OUT_OF_RANGE, "interval", Texts.of(value) + " + " + amount, type);
    }
  }
}
