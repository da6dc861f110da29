package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What lies between two dates, times or timestamps: whole months, or milliseconds. */
record DateTimeDifference(Expression left, Expression right, boolean months) implements Expression {
  @Override
  public DataType type() {
    return SimpleType.BIGINT;
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    Column to = left.evaluate(batch, evaluation);
    Column from = right.evaluate(batch, evaluation);
    ColumnBuilder builder = ColumnBuilder.of(type());
    for (int i = 0; i < batch.size(); i++) {
      Object end = to.value(i);
      Object start = from.value(i);
      builder.append(end == null || start == null ? null : between(start, end));
    }
    return builder.build();
  }

  private long between(Object start, Object end) {
    ChronoUnit unit = months ? ChronoUnit.MONTHS : ChronoUnit.MILLIS;
    return start instanceof LocalTime time
        ? unit.between(time, (LocalTime) end)
        : unit.between(DateTimes.wallClock(start), DateTimes.wallClock(end));
  }
}
