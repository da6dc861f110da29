package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.VectorType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** UUID, BIT vectors and bytes of one length. */
final class FixedBytesDecoder extends ColumnDecoder {
  private final byte[] bytes;

  FixedBytesDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.bytes = new byte[Math.multiplyExact(capacity, field.storage().width())];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    int width = field.storage().width();
    values(body, from, to).get(bytes, at * width, (to - from) * width);
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    int width = field.storage().width();
    if (field.type() instanceof VectorType vector) {
      for (int i = 0; markers != null && i < size; i++) {
        if (markers[i]) {
          Arrays.fill(bytes, i * width, (i + 1) * width, (byte) 0);
        }
      }
      return new BitVectorColumn(vector, size, bytes, markers);
    }
    int[] offsets = new int[size + 1];
    if (markers == null) {
      for (int i = 0; i < size; i++) {
        offsets[i + 1] = (i + 1) * width;
      }
      return new BytesColumn(field.type(), size, bytes, offsets, null);
    }
    for (int i = 0; i < size; i++) {
      int kept = markers[i] ? 0 : width;
      System.arraycopy(bytes, i * width, bytes, offsets[i], kept);
      offsets[i + 1] = offsets[i] + kept;
    }
    return new BytesColumn(field.type(), size, bytes, offsets, markers);
  }
}
