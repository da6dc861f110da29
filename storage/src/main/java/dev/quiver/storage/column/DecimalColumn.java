package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** DECIMAL, every value at the scale of the type. */
public record DecimalColumn(
    DataType type, int size, BigDecimal[] values, boolean @Nullable [] nulls) implements Column {

  @Override
  public DecimalColumn gather(int[] rows, int count) {
    BigDecimal[] picked = new BigDecimal[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return new DecimalColumn(type, count, picked, Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row) ? null : values[row];
  }
}
