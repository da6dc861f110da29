package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import org.jspecify.annotations.Nullable;

/** Rows of a batch in memory, each column copied out when it is first asked for. */
final class GatheredBatch implements Batch {
  private final DenseBatch source;
  private final int[] rows;
  private final int size;
  private final @Nullable Column[] columns;

  /** Keeps the array. */
  GatheredBatch(DenseBatch source, int[] rows, int size) {
    this.source = source;
    this.rows = rows;
    this.size = size;
    this.columns = new Column[source.columnCount()];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int columnCount() {
    return columns.length;
  }

  @Override
  public Column column(int index) {
    Column column = columns[index];
    if (column == null) {
      column = source.column(index).gather(rows, size);
      columns[index] = column;
    }
    return column;
  }

  @Override
  public Batch select(int[] picked, int count) {
    int[] kept = new int[count];
    for (int i = 0; i < count; i++) {
      kept[i] = rows[picked[i]];
    }
    return new GatheredBatch(source, kept, count);
  }
}
