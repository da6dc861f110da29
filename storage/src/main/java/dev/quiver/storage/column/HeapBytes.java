package dev.quiver.storage.column;

/** How much memory columns take, about. Constant time. */
public final class HeapBytes {
  private static final int OBJECT_BYTES = 48;
  private static final int DECIMAL_BYTES = 72;

  private HeapBytes() {}

  /** The bytes of all columns of a batch; loads those that were not loaded. */
  public static long of(Batch batch) {
    long bytes = OBJECT_BYTES;
    for (int c = 0; c < batch.columnCount(); c++) {
      bytes += of(batch.column(c));
    }
    return bytes;
  }

  public static long of(Column column) {
    long rows = column.size();
    long nulls = column.nulls() == null ? 0 : rows;
    return OBJECT_BYTES + nulls + values(column, rows);
  }

  private static long values(Column column, long rows) {
    if (column instanceof BytesColumn bytes) {
      return rows * Integer.BYTES + (rows == 0 ? 0 : bytes.end((int) rows - 1) - bytes.start(0));
    }
    if (column instanceof VectorColumn vectors) {
      return rows * vectors.type().sizeBytes();
    }
    if (column instanceof BitVectorColumn bits) {
      return rows * bits.stride();
    }
    if (column instanceof ListColumn lists) {
      return rows * Integer.BYTES + of(lists.elements());
    }
    if (column instanceof DecimalColumn) {
      return rows * DECIMAL_BYTES;
    }
    if (column instanceof BooleanColumn) {
      return rows;
    }
    return rows * (column instanceof IntColumn || column instanceof FloatColumn ? 4 : 8);
  }
}
