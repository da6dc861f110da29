package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** TINYINT, SMALLINT, INTEGER, and DATE in days since 1970-01-01. */
public record IntColumn(DataType type, int size, int[] values, boolean @Nullable [] nulls)
    implements Column {

  @Override
  public IntColumn gather(int[] rows, int count) {
    int[] picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return new IntColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row)
        ? null
        : (type == SimpleType.DATE ? LocalDate.ofEpochDay(values[row]) : (Object) values[row]);
  }
}
