package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.SimpleType;
import java.nio.ByteBuffer;

/** Texts and bytes: offsets (64 bits for BLOB, else 32) and the bytes behind each other. */
final class BytesEncoder extends ColumnEncoder {
  private final boolean large;
  private final GrowingBuffer offsets = new GrowingBuffer();
  private final GrowingBuffer data = new GrowingBuffer();

  BytesEncoder(SimpleType type) {
    this.large = type == SimpleType.BLOB;
    clearValues();
  }

  @Override
  void add(Column column, int from, int to) {
    BytesColumn bytes = (BytesColumn) column;
    int shift = data.size() - bytes.start(from);
    if (column.nulls() == null || !hasNonEmptyNull(bytes, from, to)) {
      data.add(bytes.bytes(), bytes.start(from), bytes.start(to) - bytes.start(from));
      ByteBuffer ends = offsets.extend((to - from) * (large ? Long.BYTES : Integer.BYTES));
      for (int i = from; i < to; i++) {
        putOffset(ends, bytes.end(i) + shift);
      }
      return;
    }
    for (int i = from; i < to; i++) {
      if (!column.isNull(i)) {
        data.add(bytes.bytes(), bytes.start(i), bytes.end(i) - bytes.start(i));
      }
      putOffset(offsets.extend(large ? Long.BYTES : Integer.BYTES), data.size());
    }
  }

  private static boolean hasNonEmptyNull(BytesColumn bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes.isNull(i) && bytes.end(i) != bytes.start(i)) {
        return true;
      }
    }
    return false;
  }

  private void putOffset(ByteBuffer out, int offset) {
    if (large) {
      out.putLong(offset);
    } else {
      out.putInt(offset);
    }
  }

  @Override
  void collectValues(BodyParts parts) {
    parts.buffer(offsets.contents());
    parts.buffer(data.contents());
  }

  @Override
  void clearValues() {
    data.clear();
    offsets.clear();
    putOffset(offsets.extend(large ? Long.BYTES : Integer.BYTES), 0);
  }
}
