package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrow's Null type: every row is NULL and no byte is stored. */
final class NothingDecoder extends ColumnDecoder {
  NothingDecoder(ArrowField field, int capacity) {
    super(field, capacity);
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    // There is nothing to read.
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    boolean[] all = new boolean[size];
    Arrays.fill(all, true);
    return new BytesColumn(field.type(), size, new byte[0], new int[size + 1], all);
  }
}
