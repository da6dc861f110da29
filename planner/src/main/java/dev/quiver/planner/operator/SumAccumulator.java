package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Comparisons;
import dev.quiver.planner.expression.Conversions;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.Arrays;

/** SUM and AVG of integers: exact in 64 bits, an error beyond. */
final class SumAccumulator implements Accumulator {
  private final AggregateFunction function;
  private final DataType type;
  private long[] sums = new long[16];
  private long[] counts = new long[16];

  SumAccumulator(AggregateFunction function, DataType type) {
    this.function = function;
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    sums = Growth.grown(sums, groupCount);
    counts = Growth.grown(counts, groupCount);
    long[] values = Comparisons.sortKeys(argument);
    int[] numbers = rows.numbers();
    long overflow = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = numbers[i];
      int group = groups[row];
      long sum = sums[group];
      long next = sum + values[row];
      overflow |= (sum ^ next) & (values[row] ^ next);
      sums[group] = next;
      counts[group]++;
    }
    if (overflow < 0) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, function, "a sum", SimpleType.BIGINT);
    }
  }

  @Override
  public Column finish(int groupCount) {
    long[] all = Arrays.copyOf(sums, groupCount);
    boolean plain = function != AggregateFunction.AVG && type == SimpleType.BIGINT;
    if (plain && (function == AggregateFunction.SUM0 || noneEmpty(groupCount))) {
      return new LongColumn(type, groupCount, all, null);
    }
    ColumnBuilder builder = ColumnBuilder.of(type);
    long[] present = Arrays.copyOf(counts, groupCount);
    for (int i = 0; i < groupCount; i++) {
      if (present[i] == 0 && function != AggregateFunction.SUM0) {
        builder.appendNull();
      } else {
        Object value = function == AggregateFunction.AVG ? average(all[i], present[i]) : all[i];
        builder.append(Conversions.convert(value, type, function.toString()));
      }
    }
    return builder.build();
  }

  private Object average(long sum, long count) {
    return type == SimpleType.DOUBLE
        ? (Object) ((double) sum / count)
        : java.math.BigDecimal.valueOf(sum)
            .divide(java.math.BigDecimal.valueOf(count), java.math.MathContext.DECIMAL128);
  }

  private boolean noneEmpty(int groupCount) {
    for (int i = 0; i < groupCount; i++) {
      if (i >= counts.length || counts[i] == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long heldBytes() {
    return 2L * Long.BYTES * sums.length;
  }
}
