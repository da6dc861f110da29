package dev.quiver.storage.fragment;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.arrow.ColumnFileReader;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.HeapShare;
import dev.quiver.storage.column.LoadingBatch;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Columns of one fragment, each from its file. Holds nothing that must be closed. */
final class StoredFragmentReader implements FragmentReader {
  private static final long BATCH_BYTES = HeapShare.bytes(16 << 20);

  private final int rows;
  private final ColumnFileReader[] readers;
  private final int[] columns;
  private final @Nullable RoaringBitmap deletes;
  private final int batchRows;

  StoredFragmentReader(
      int rows, ColumnFileReader[] readers, int[] columns, @Nullable RoaringBitmap deletes) {
    this.rows = rows;
    this.readers = readers;
    this.columns = columns;
    this.deletes = deletes;
    long bytes = 0;
    for (int i = 0; i < readers.length; i++) {
      bytes += readers[i].columnBytes(columns[i]);
    }
    long rowBytes = Math.max(1, bytes / rows);
    this.batchRows = (int) Math.max(1, Math.min(Batch.TARGET_ROWS, BATCH_BYTES / rowBytes));
  }

  @Override
  public int physicalRows() {
    return rows;
  }

  @Override
  public int liveRows(int from, int to, int[] out) {
    Objects.checkFromToIndex(from, to, rows);
    return LiveRows.of(deletes, from, to, out);
  }

  @Override
  public long @Nullable [] liveBits() {
    if (deletes == null) {
      return null;
    }
    long[] bits = new long[(rows + 63) / 64];
    Arrays.fill(bits, -1);
    if ((rows & 63) != 0) {
      bits[bits.length - 1] = (1L << rows) - 1;
    }
    deletes.forEach((org.roaringbitmap.IntConsumer) row -> bits[row >>> 6] &= ~(1L << row));
    return bits;
  }

  @Override
  public int batchEnd(int from) {
    return Math.min(rows, from + batchRows);
  }

  @Override
  public Batch read(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new LoadingBatch(new Range(from, to), to - from);
  }

  @Override
  public boolean @Nullable [] readVectors(int column, int from, int to, float[] out) {
    return readers[column].readVectors(columns[column], from, to, out);
  }

  @Override
  public boolean @Nullable [] gatherVectors(int column, int[] picked, int count, float[] out) {
    return readers[column].gatherVectors(columns[column], picked, count, out);
  }

  @Override
  public boolean @Nullable [] gatherBits(int column, int[] picked, int count, byte[] out) {
    return readers[column].gatherBits(columns[column], picked, count, out);
  }

  @Override
  public void close() {
    // Files are immutable and stay open for the next reader.
  }

  private final class Range implements LoadingBatch.Source {
    private final int from;
    private final int to;

    Range(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public int columnCount() {
      return columns.length;
    }

    @Override
    public Column load(int column) {
      return readers[column].read(columns[column], from, to);
    }

    @Override
    public Column load(int column, int[] picked, int count) {
      int[] absolute = new int[count];
      for (int i = 0; i < count; i++) {
        absolute[i] = picked[i] + from;
      }
      return readers[column].gather(columns[column], absolute, count);
    }
  }
}
