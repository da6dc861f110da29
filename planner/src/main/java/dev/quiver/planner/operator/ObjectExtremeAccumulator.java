package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Columns;
import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MIN, MAX and ANY_VALUE of any type, as objects; texts as their bytes. */
final class ObjectExtremeAccumulator implements Accumulator {
  /** What an object takes beside what is in it. */
  private static final int OBJECT_BYTES = 24;

  private final AggregateFunction function;
  private final DataType type;
  private @Nullable Object[] best = new Object[16];
  private long valueBytes;

  ObjectExtremeAccumulator(AggregateFunction function, DataType type) {
    this.function = function;
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    best = Growth.grown(best, groupCount);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.numbers()[i];
      int group = groups[row];
      Object current = best[group];
      if (current == null || replaces(argument, row, current)) {
        Object better = value(argument, row);
        valueBytes += bytes(better) - bytes(current);
        best[group] = better;
      }
    }
  }

  private static @Nullable Object value(Column column, int row) {
    return column instanceof BytesColumn bytes
        ? Arrays.copyOfRange(bytes.bytes(), bytes.start(row), bytes.end(row))
        : column.value(row);
  }

  private static long bytes(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    return OBJECT_BYTES
        + (value instanceof byte[] bytes
            ? bytes.length
            : value instanceof float[] floats ? (long) Float.BYTES * floats.length : Long.BYTES);
  }

  private boolean replaces(Column argument, int row, Object current) {
    if (function == AggregateFunction.ANY_VALUE) {
      return false;
    }
    int order =
        argument instanceof BytesColumn bytes
            ? compare(bytes, row, (byte[]) current)
            : Comparisons.compare(Objects.requireNonNull(argument.value(row)), current);
    return function == AggregateFunction.MAX ? order > 0 : order < 0;
  }

  private static int compare(BytesColumn column, int row, byte[] other) {
    return Arrays.compareUnsigned(
        column.bytes(), column.start(row), column.end(row), other, 0, other.length);
  }

  @Override
  public Column finish(int groupCount) {
    best = Growth.grown(best, groupCount);
    boolean bytes = Comparisons.form(type) == Comparisons.Form.BYTES;
    DataType built = bytes ? SimpleType.VARBINARY : type;
    ColumnBuilder builder = ColumnBuilder.of(built);
    for (int i = 0; i < groupCount; i++) {
      builder.append(best[i]);
    }
    return Columns.retype(builder.build(), type);
  }

  @Override
  public long heldBytes() {
    return valueBytes + (long) Long.BYTES * best.length;
  }
}
