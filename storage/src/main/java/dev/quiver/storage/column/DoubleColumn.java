package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/** DOUBLE. */
public record DoubleColumn(DataType type, int size, double[] values, boolean @Nullable [] nulls)
    implements Column {

  @Override
  public DoubleColumn gather(int[] rows, int count) {
    double[] picked = new double[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return new DoubleColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row) ? null : values[row];
  }
}
