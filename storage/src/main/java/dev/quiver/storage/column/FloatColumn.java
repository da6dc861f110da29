package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/** REAL. */
public record FloatColumn(DataType type, int size, float[] values, boolean @Nullable [] nulls)
    implements Column {

  @Override
  public FloatColumn gather(int[] rows, int count) {
    float[] picked = new float[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return new FloatColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row) ? null : values[row];
  }
}
