package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.FloatColumn;
import org.jspecify.annotations.Nullable;

/** REAL. */
final class FloatDecoder extends ColumnDecoder {
  private final float[] values;

  FloatDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.values = new float[capacity];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    values(body, from, to).asFloatBuffer().get(values, at, to - from);
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new FloatColumn(field.type(), size, values, markers);
  }
}
