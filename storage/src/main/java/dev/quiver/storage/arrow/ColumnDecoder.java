package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Copies values of one field out of record batches into a column, a run of rows at a time.
 *
 * <p>Made for a known number of rows, which must all be appended before {@link #finish}.
 */
abstract sealed class ColumnDecoder
    permits BooleanDecoder,
        IntDecoder,
        LongDecoder,
        FloatDecoder,
        DoubleDecoder,
        DecimalDecoder,
        BytesDecoder,
        FixedBytesDecoder,
        VectorDecoder,
        ListDecoder,
        NothingDecoder {
  final ArrowField field;
  private final int capacity;
  private boolean @Nullable [] nulls;
  private int rows;

  ColumnDecoder(ArrowField field, int capacity) {
    this.field = field;
    this.capacity = capacity;
  }

  /** A decoder of a field's stored values: its indexes, if it has a dictionary. */
  static ColumnDecoder of(ArrowField field, int capacity) {
    return switch (field.storage().kind()) {
      case NOTHING -> new NothingDecoder(field, capacity);
      case BITS -> new BooleanDecoder(field, capacity);
      case SIGNED, UNSIGNED -> ofWholeNumbers(field, capacity);
      case FLOAT ->
          field.type() == SimpleType.REAL
              ? new FloatDecoder(field, capacity)
              : new DoubleDecoder(field, capacity);
      case DECIMAL -> new DecimalDecoder(field, capacity);
      case BYTES, LARGE_BYTES -> new BytesDecoder(field, capacity);
      case FIXED_BYTES -> new FixedBytesDecoder(field, capacity);
      case FIXED_LIST ->
          field.type() instanceof VectorType
              ? new VectorDecoder(field, capacity)
              : new ListDecoder(field, capacity);
      case LIST, LARGE_LIST -> new ListDecoder(field, capacity);
    };
  }

  private static ColumnDecoder ofWholeNumbers(ArrowField field, int capacity) {
    if (field.type() instanceof dev.quiver.storage.type.DecimalType) {
      return new DecimalDecoder(field, capacity);
    }
    return field.type() instanceof SimpleType && field.type() != SimpleType.BIGINT
        ? new IntDecoder(field, capacity)
        : new LongDecoder(field, capacity);
  }

  /** Adds the values {@code [from, to)} of a record batch. */
  final void append(RecordBody body, int from, int to) {
    if (from < 0 || from > to || to > body.length(field) || to - from > capacity - rows) {
      throw Malformed.file(
          body.file(), "column " + field.name() + " has fewer values than asked for");
    }
    if (field.storage().kind() != Storage.Kind.NOTHING && body.mayHaveNulls(field)) {
      readNulls(body, from, to);
    }
    read(body, from, to, rows);
    rows += to - from;
  }

  private void readNulls(RecordBody body, int from, int to) {
    int firstByte = from >>> 3;
    ByteBuffer bits = body.buffer(field, 0, firstByte, Bitmap.bytes(to) - firstByte);
    int firstBit = from & 7;
    int count = to - from;
    if (Bitmap.allSet(bits, firstBit, count)) {
      return;
    }
    if (nulls == null) {
      nulls = new boolean[capacity];
    }
    Bitmap.unpack(bits, firstBit, nulls, rows, count);
    for (int i = rows; i < rows + count; i++) {
      nulls[i] = !nulls[i];
    }
  }

  /** Whether a row appended before or by the run that is being read is NULL. */
  final boolean isNull(int row) {
    return nulls != null && nulls[row];
  }

  /** The column of all rows appended. */
  final Column finish() {
    if (rows != capacity) {
      throw new IllegalStateException(rows + " rows of " + capacity);
    }
    return column(rows, nulls);
  }

  /** Copies the values {@code [from, to)} to row {@code at} and on. */
  abstract void read(RecordBody body, int from, int to, int at);

  abstract Column column(int size, boolean @Nullable [] markers);

  /** The bytes of fixed-width values {@code [from, to)}. */
  final ByteBuffer values(RecordBody body, int from, int to) {
    int width = field.storage().width();
    return body.buffer(field, 1, (long) from * width, (long) (to - from) * width);
  }
}
