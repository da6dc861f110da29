package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.LongColumn;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** BIGINT, TIME and TIMESTAMP from whole numbers of any width, scaled to our unit. */
final class LongDecoder extends ColumnDecoder {
  private final long[] values;

  LongDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.values = new long[capacity];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    ByteBuffer in = values(body, from, to);
    Storage storage = field.storage();
    if (storage.width() == Long.BYTES && storage.multiplier() == 1 && storage.divisor() == 1) {
      in.asLongBuffer().get(values, at, to - from);
      return;
    }
    for (int i = 0; i < to - from; i++) {
      if (!isNull(at + i)) {
        values[at + i] = storage.scaled(stored(in, i));
      }
    }
  }

  private long stored(ByteBuffer in, int index) {
    boolean signed = field.storage().kind() == Storage.Kind.SIGNED;
    return switch (field.storage().width()) {
      case Byte.BYTES -> signed ? in.get(index) : Byte.toUnsignedLong(in.get(index));
      case Short.BYTES -> {
        short value = in.getShort(index * Short.BYTES);
        yield signed ? value : Short.toUnsignedLong(value);
      }
      case Integer.BYTES -> {
        int value = in.getInt(index * Integer.BYTES);
        yield signed ? value : Integer.toUnsignedLong(value);
      }
      default -> in.getLong(index * Long.BYTES);
    };
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new LongColumn(field.type(), size, values, markers);
  }
}
