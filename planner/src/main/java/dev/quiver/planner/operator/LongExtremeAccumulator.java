package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Columns;
import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;

/** MIN and MAX of whatever sorts as longs: numbers, dates, times, booleans. */
final class LongExtremeAccumulator implements Accumulator {
  private final boolean max;
  private final DataType type;
  private long[] best = new long[16];
  private long[] counts = new long[16];

  LongExtremeAccumulator(AggregateFunction function, DataType type) {
    this.max = function == AggregateFunction.MAX;
    this.type = type;
  }

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    best = Growth.grown(best, groupCount);
    counts = Growth.grown(counts, groupCount);
    long[] keys = Comparisons.sortKeys(argument);
    int[] numbers = rows.numbers();
    for (int i = 0; i < rows.count(); i++) {
      long key = keys[numbers[i]];
      int group = groups[numbers[i]];
      boolean better = counts[group]++ == 0 || (max ? key > best[group] : key < best[group]);
      if (better) {
        best[group] = key;
      }
    }
  }

  @Override
  public Column finish(int groupCount) {
    best = Growth.grown(best, groupCount);
    boolean[] nulls = new boolean[groupCount];
    boolean any = false;
    for (int i = 0; i < groupCount; i++) {
      nulls[i] = i >= counts.length || counts[i] == 0;
      any |= nulls[i];
    }
    return Columns.ofSortKeys(type, best, groupCount, any ? nulls : null);
  }

  @Override
  public long heldBytes() {
    return 2L * Long.BYTES * best.length;
  }
}
