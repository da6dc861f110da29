package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.IntColumn;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** TINYINT, SMALLINT, INTEGER and DATE from whole numbers of up to 32 bits, or 64 scaled down. */
final class IntDecoder extends ColumnDecoder {
  private final int[] values;

  IntDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.values = new int[capacity];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    ByteBuffer in = values(body, from, to);
    int count = to - from;
    boolean signed = field.storage().kind() == Storage.Kind.SIGNED;
    switch (field.storage().width()) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          values[at + i] = signed ? in.get(i) : Byte.toUnsignedInt(in.get(i));
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          short value = in.getShort(i * Short.BYTES);
          values[at + i] = signed ? value : Short.toUnsignedInt(value);
        }
      }
      case Integer.BYTES -> in.asIntBuffer().get(values, at, count);
      default -> {
        for (int i = 0; i < count; i++) {
          long value = in.getLong(i * Long.BYTES);
          values[at + i] = isNull(at + i) ? 0 : Math.toIntExact(field.storage().scaled(value));
        }
      }
    }
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new IntColumn(field.type(), size, values, markers);
  }
}
