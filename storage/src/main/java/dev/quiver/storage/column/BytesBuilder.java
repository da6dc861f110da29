package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects texts, bytes and UUIDs into one array. */
final class BytesBuilder extends ColumnBuilder {
  private byte[] bytes = new byte[64];
  private int[] offsets = new int[17];
  private int count;

  BytesBuilder(DataType type) {
    super(type);
  }

  @Override
  void add(Object value) {
    put(encode(value));
  }

  @Override
  void addEmpty() {
    put(new byte[0]);
  }

  private static byte[] encode(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof UUID uuid) {
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    return (byte[]) value;
  }

  private void put(byte[] value) {
    int start = offsets[count];
    int end = Math.addExact(start, value.length);
    if (end > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, bytes.length * 2L)));
    }
    if (count + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    System.arraycopy(value, 0, bytes, start, value.length);
    offsets[++count] = end;
  }

  @Override
  Column finish(int rows, boolean @Nullable [] markers) {
    Column column =
        new BytesColumn(
            type,
            rows,
            Arrays.copyOf(bytes, offsets[rows]),
            Arrays.copyOf(offsets, rows + 1),
            markers);
    count = 0;
    return column;
  }
}
