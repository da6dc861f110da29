package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DoubleColumn;
import org.jspecify.annotations.Nullable;

/** DOUBLE. */
final class DoubleDecoder extends ColumnDecoder {
  private final double[] values;

  DoubleDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.values = new double[capacity];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    values(body, from, to).asDoubleBuffer().get(values, at, to - from);
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new DoubleColumn(field.type(), size, values, markers);
  }
}
