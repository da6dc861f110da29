package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/** The value of a scalar subquery: NULL for no row, an error for more than one. */
final class SingleValueAccumulator implements Accumulator {
  /** A reference and a small value behind it. */
  private static final int VALUE_BYTES = 32;

  private final DataType type;
  private @Nullable Object[] values = new Object[16];
  private long[] counts = new long[16];

  SingleValueAccumulator(DataType type) {
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    values = Growth.grown(values, groupCount);
    counts = Growth.grown(counts, groupCount);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.numbers()[i];
      if (counts[groups[row]]++ > 0) {
        throw new QuiverException(
            ErrorCode.INVALID_QUERY, "a subquery used as a value gave more than one row");
      }
      values[groups[row]] = argument.value(row);
    }
  }

  @Override
  public Column finish(int groupCount) {
    values = Growth.grown(values, groupCount);
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < groupCount; i++) {
      builder.append(values[i]);
    }
    return builder.build();
  }

  @Override
  public long heldBytes() {
    return (long) (VALUE_BYTES + Long.BYTES) * values.length;
  }
}
