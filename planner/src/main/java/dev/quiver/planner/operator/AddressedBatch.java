package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.type.SimpleType;
import java.util.Arrays;

/** A batch of one fragment followed by two columns that say where each row lies. */
record AddressedBatch(Batch rows, int fragment, int[] offsets) implements Batch {
  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int columnCount() {
    return rows.columnCount() + 2;
  }

  @Override
  public Column column(int index) {
    if (index < rows.columnCount()) {
      return rows.column(index);
    }
    int[] values = offsets;
    if (index == rows.columnCount()) {
      values = new int[size()];
      Arrays.fill(values, fragment);
    }
    return new IntColumn(SimpleType.INTEGER, size(), values, null);
  }

  @Override
  public Batch select(int[] picked, int count) {
    int[] kept = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i] = offsets[picked[i]];
    }
    return new AddressedBatch(rows.select(picked, count), fragment, kept);
  }
}
