package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Conversions;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** SUM and AVG of DECIMAL. */
final class DecimalSumAccumulator implements Accumulator {
  /** A reference and the number behind it. */
  private static final int OBJECT_BYTES = 72;

  private final AggregateFunction function;
  private final DataType type;
  private @Nullable BigDecimal[] sums = new BigDecimal[16];
  private long[] counts = new long[16];

  DecimalSumAccumulator(AggregateFunction function, DataType type) {
    this.function = function;
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    sums = Growth.grown(sums, groupCount);
    counts = Growth.grown(counts, groupCount);
    BigDecimal[] values = ((DecimalColumn) argument).values();
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.numbers()[i];
      int group = groups[row];
      BigDecimal sum = sums[group];
      sums[group] = sum == null ? values[row] : sum.add(values[row]);
      counts[group]++;
    }
  }

  @Override
  public Column finish(int groupCount) {
    sums = Growth.grown(sums, groupCount);
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < groupCount; i++) {
      BigDecimal sum = sums[i];
      if (sum == null && function == AggregateFunction.SUM0) {
        sum = BigDecimal.ZERO;
      }
      if (sum != null && function == AggregateFunction.AVG) {
        BigDecimal count = BigDecimal.valueOf(counts[i]);
        sum =
            type instanceof DecimalType decimal
                ? sum.divide(count, decimal.scale(), RoundingMode.HALF_UP)
                : sum.divide(count, MathContext.DECIMAL128);
      }
      builder.append(sum == null ? null : Conversions.convert(sum, type, function.toString()));
    }
    return builder.build();
  }

  @Override
  public long heldBytes() {
    return (long) (OBJECT_BYTES + Long.BYTES) * sums.length;
  }
}
