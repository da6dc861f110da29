package dev.quiver.planner.operator;

import dev.quiver.functions.vector.VectorSum;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/** SUM and AVG of vectors, element by element. */
final class VectorSumAccumulator implements Accumulator {
  private final AggregateFunction function;
  private final DataType type;
  private @Nullable VectorSum[] sums = new VectorSum[16];
  private long vectorBytes;

  VectorSumAccumulator(AggregateFunction function, DataType type) {
    this.function = function;
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    sums = Growth.grown(sums, groupCount);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.numbers()[i];
      float[] vector = (float[]) argument.value(row);
      VectorSum sum = sums[groups[row]];
      if (sum == null) {
        sum = new VectorSum(function.toString());
        sums[groups[row]] = sum;
      }
      if (vector != null) {
        vectorBytes += sum.count() == 0 ? (long) Double.BYTES * vector.length : 0;
        sum.add(vector);
      }
    }
  }

  @Override
  public Column finish(int groupCount) {
    sums = Growth.grown(sums, groupCount);
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < groupCount; i++) {
      VectorSum sum = sums[i];
      builder.append(
          sum == null ? null : function == AggregateFunction.AVG ? sum.average() : sum.sum());
    }
    return builder.build();
  }

  @Override
  public long heldBytes() {
    return vectorBytes + (long) Long.BYTES * sums.length;
  }
}
