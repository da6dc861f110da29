package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.column.ListColumn;
import dev.quiver.storage.column.VectorColumn;

/** How many bytes values will take in a record batch, about: an upper bound up to padding. */
final class EncodedSize {
  /** An offset or a number, and a bit of validity. */
  private static final int PLAIN_BYTES = 9;

  private static final int DECIMAL_BYTES = 17;

  private EncodedSize() {}

  /** The bytes of rows {@code [from, to)} of a batch; constant time. */
  static long of(Batch batch, int from, int to) {
    long bytes = 0;
    for (int c = 0; c < batch.columnCount(); c++) {
      bytes += of(batch.column(c), from, to);
    }
    return bytes;
  }

  /** The bytes of rows {@code [from, to)} of a column; constant time. */
  static long of(Column column, int from, int to) {
    long rows = (long) to - from;
    if (column instanceof BytesColumn bytes) {
      return rows * DECIMAL_BYTES + bytes.start(to) - bytes.start(from);
    }
    if (column instanceof ListColumn lists) {
      int[] offsets = lists.offsets();
      return rows * PLAIN_BYTES + of(lists.elements(), offsets[from], offsets[to]);
    }
    if (column instanceof VectorColumn vectors) {
      return rows * (vectors.type().sizeBytes() + 1L);
    }
    if (column instanceof BitVectorColumn bits) {
      return rows * (bits.type().sizeBytes() + 1L);
    }
    return rows * (column instanceof DecimalColumn ? DECIMAL_BYTES : PLAIN_BYTES);
  }

  /** Where rows from {@code from} on stop fitting {@code budget} bytes; at least one row fits. */
  static int endWithin(Batch batch, int from, int limit, long budget) {
    int low = Math.min(from + 1, limit);
    int high = limit;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (of(batch, from, middle) <= budget) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
