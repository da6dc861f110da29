package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/** BIGINT, and TIME and TIMESTAMP in microseconds. */
public record LongColumn(DataType type, int size, long[] values, boolean @Nullable [] nulls)
    implements Column {

  @Override
  public LongColumn gather(int[] rows, int count) {
    long[] picked = new long[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return new LongColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row) ? null : TemporalValues.of(type, values[row]);
  }
}
