package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.Column;

/** BOOLEAN as a bitmap. */
final class BooleanEncoder extends ColumnEncoder {
  private final BitmapBuilder bits = new BitmapBuilder();

  @Override
  void add(Column column, int from, int to) {
    boolean[] values = ((BooleanColumn) column).values();
    for (int i = from; i < to; i++) {
      bits.add(values[i] && !column.isNull(i));
    }
  }

  @Override
  void collectValues(BodyParts parts) {
    parts.buffer(bits.contents());
  }

  @Override
  void clearValues() {
    bits.clear();
  }
}
