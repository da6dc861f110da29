package dev.quiver.planner.operator;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.type.SimpleType;
import java.util.Arrays;

/** COUNT. */
final class CountAccumulator implements Accumulator {
  private long[] counts = new long[16];

  @Override
  public void add(Column argument, int[] groups, Rows rows, int groupCount) {
    counts = Growth.grown(counts, groupCount);
    int[] numbers = rows.numbers();
    for (int i = 0; i < rows.count(); i++) {
      counts[groups[numbers[i]]]++;
    }
  }

  @Override
  public Column finish(int groupCount) {
    return new LongColumn(SimpleType.BIGINT, groupCount, Arrays.copyOf(counts, groupCount), null);
  }

  @Override
  public long heldBytes() {
    return (long) Long.BYTES * counts.length;
  }
}
