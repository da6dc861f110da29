package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Conversions;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.FloatColumn;
import dev.quiver.storage.type.DataType;
import java.util.Arrays;

/** SUM, AVG, variances and standard deviations of REAL and DOUBLE, by Welford's method. */
final class DoubleSumAccumulator implements Accumulator {
  private final AggregateFunction function;
  private final DataType type;
  private long[] counts = new long[16];
  private double[] sums = new double[16];
  private double[] squares = new double[16];

  DoubleSumAccumulator(AggregateFunction function, DataType type) {
    this.function = function;
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    counts = Growth.grown(counts, groupCount);
    sums = Growth.grown(sums, groupCount);
    squares = Growth.grown(squares, groupCount);
    int[] numbers = rows.numbers();
    boolean variance = function.isVariance();
    for (int i = 0; i < rows.count(); i++) {
      int row = numbers[i];
      int group = groups[row];
      double value =
          argument instanceof DoubleColumn doubles
              ? doubles.values()[row]
              : argument instanceof FloatColumn floats
                  ? floats.values()[row]
                  : number(argument, row);
      long count = ++counts[group];
      if (variance && count > 1) {
        double delta = value - sums[group] / (count - 1);
        squares[group] += delta * delta * (count - 1) / count;
      }
      sums[group] += value;
    }
  }

  private static double number(Column column, int row) {
    Number value = (Number) column.value(row);
    return value == null ? 0 : value.doubleValue();
  }

  @Override
  public Column finish(int groupCount) {
    long[] present = Arrays.copyOf(counts, Math.max(counts.length, groupCount));
    sums = Growth.grown(sums, groupCount);
    squares = Growth.grown(squares, groupCount);
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < groupCount; i++) {
      boolean missing =
          present[i] == 0 && function != AggregateFunction.SUM0
              || present[i] == 1 && function.isSample();
      builder.append(
          missing ? null : Conversions.convert(result(i, present[i]), type, function.toString()));
    }
    return builder.build();
  }

  private double result(int group, long count) {
    return switch (function) {
      case AVG -> sums[group] / count;
      case VAR_POP -> squares[group] / count;
      case VAR_SAMP -> squares[group] / (count - 1);
      case STDDEV_POP -> Math.sqrt(squares[group] / count);
      case STDDEV_SAMP -> Math.sqrt(squares[group] / (count - 1));
      default -> sums[group];
    };
  }

  @Override
  public long heldBytes() {
    return 3L * Double.BYTES * sums.length;
  }
}
