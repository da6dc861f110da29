package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;

/** Collects the values of one column into the buffers of a record batch. */
abstract sealed class ColumnEncoder
    permits BooleanEncoder, FixedWidthEncoder, BytesEncoder, ListEncoder {
  private final BitmapBuilder validity = new BitmapBuilder();
  private int rows;
  private int nullCount;

  static ColumnEncoder of(DataType type) {
    if (type == SimpleType.BOOLEAN) {
      return new BooleanEncoder();
    }
    if (type instanceof SimpleType simple) {
      int width = FixedWidthEncoder.width(simple);
      return width > 0 ? new FixedWidthEncoder(type, width) : new BytesEncoder(simple);
    }
    return type instanceof ListType list
        ? new ListEncoder(list)
        : new FixedWidthEncoder(type, FixedWidthEncoder.width(type));
  }

  /** Rows since the last {@link #clear}. */
  final int rows() {
    return rows;
  }

  final void append(Column column, int from, int to) {
    boolean[] nulls = column.nulls();
    if (nulls == null) {
      validity.addSet(to - from);
    } else {
      for (int i = from; i < to; i++) {
        validity.add(!nulls[i]);
        nullCount += nulls[i] ? 1 : 0;
      }
    }
    add(column, from, to);
    rows += to - from;
  }

  /** Adds the nodes and buffers of this column; the buffers are valid until the next change. */
  final void collect(BodyParts parts) {
    parts.node(rows, nullCount);
    if (nullCount == 0) {
      parts.emptyBuffer();
    } else {
      parts.buffer(validity.contents());
    }
    collectValues(parts);
  }

  final void clear() {
    validity.clear();
    rows = 0;
    nullCount = 0;
    clearValues();
  }

  abstract void add(Column column, int from, int to);

  abstract void collectValues(BodyParts parts);

  abstract void clearValues();
}
