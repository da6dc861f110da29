package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts and bytes of varying length. */
final class BytesDecoder extends ColumnDecoder {
  private final int[] ends;
  private byte[] bytes = new byte[0];

  BytesDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.ends = new int[capacity + 1];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    long start = OffsetReader.read(body, field, from, to, ends, at, body.bufferLength(field, 2));
    int end = ends[at + to - from];
    int count = end - ends[at];
    if (end > bytes.length) {
      boolean last = at + to - from == ends.length - 1;
      int room = last ? end : (int) Math.min(Integer.MAX_VALUE - 8L, end * 2L);
      bytes = Arrays.copyOf(bytes, room);
    }
    if (count > 0) {
      body.buffer(field, 2, start, count).get(bytes, ends[at], count);
    }
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    if (markers != null) {
      emptyNulls(size, markers);
    }
    return new BytesColumn(field.type(), size, bytes, ends, markers);
  }

  /** Moves the values together where another library kept bytes under a NULL. */
  private void emptyNulls(int size, boolean[] markers) {
    int end = 0;
    int start = 0;
    for (int i = 0; i < size; i++) {
      int stop = ends[i + 1];
      if (!markers[i]) {
        if (end != start) {
          System.arraycopy(bytes, start, bytes, end, stop - start);
        }
        end += stop - start;
      }
      ends[i + 1] = end;
      start = stop;
    }
  }
}
