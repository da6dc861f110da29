package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ListColumn;
import dev.quiver.storage.type.ListType;
import java.nio.ByteBuffer;

/**
 * T ARRAY: offsets into a column of elements. A NULL row must be empty, as {@code ListColumn} says.
 */
final class ListEncoder extends ColumnEncoder {
  private final GrowingBuffer offsets = new GrowingBuffer();
  private final ColumnEncoder elements;

  ListEncoder(ListType type) {
    this.elements = ColumnEncoder.of(type.element());
    clearValues();
  }

  @Override
  void add(Column column, int from, int to) {
    ListColumn lists = (ListColumn) column;
    int[] rowOffsets = lists.offsets();
    int shift = elements.rows() - rowOffsets[from];
    ByteBuffer ends = offsets.extend((to - from) * Integer.BYTES);
    for (int i = from; i < to; i++) {
      ends.putInt(rowOffsets[i + 1] + shift);
    }
    elements.append(lists.elements(), rowOffsets[from], rowOffsets[to]);
  }

  @Override
  void collectValues(BodyParts parts) {
    parts.buffer(offsets.contents());
    elements.collect(parts);
  }

  @Override
  void clearValues() {
    elements.clear();
    offsets.clear();
    offsets.extend(Integer.BYTES).putInt(0);
  }
}
