package dev.quiver.storage.column;

import java.util.List;

/** A batch whose columns are all in memory. */
public record DenseBatch(int size, List<Column> columns) implements Batch {
  public DenseBatch {
    columns = List.copyOf(columns);
    for (Column column : columns) {
      if (column.size() != size) {
        throw new IllegalArgumentException(column.size() + " values in a batch of " + size);
      }
    }
  }

  @Override
  public int columnCount() {
    return columns.size();
  }

  @Override
  public Column column(int index) {
    return columns.get(index);
  }

  @Override
  public DenseBatch select(int[] rows, int count) {
    return new DenseBatch(count, columns.stream().map(c -> c.gather(rows, count)).toList());
  }
}
