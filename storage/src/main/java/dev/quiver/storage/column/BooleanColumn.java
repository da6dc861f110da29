package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/** BOOLEAN. */
public record BooleanColumn(DataType type, int size, boolean[] values, boolean @Nullable [] nulls)
    implements Column {

  @Override
  public BooleanColumn gather(int[] rows, int count) {
    boolean[] picked = new boolean[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return new BooleanColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row) ? null : values[row];
  }
}
