package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.Column;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** BOOLEAN from a bitmap. */
final class BooleanDecoder extends ColumnDecoder {
  private final boolean[] values;

  BooleanDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.values = new boolean[capacity];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    int firstByte = from >>> 3;
    ByteBuffer bits = body.buffer(field, 1, firstByte, Bitmap.bytes(to) - firstByte);
    Bitmap.unpack(bits, from & 7, values, at, to - from);
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new BooleanColumn(field.type(), size, values, markers);
  }
}
