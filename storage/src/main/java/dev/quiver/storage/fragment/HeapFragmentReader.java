package dev.quiver.storage.fragment;

import dev.quiver.functions.vector.BitFloats;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.LoadingBatch;
import dev.quiver.storage.column.VectorColumn;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Columns of rows in memory. */
final class HeapFragmentReader implements FragmentReader {
  private final int rows;
  private final Column[] columns;
  private final @Nullable RoaringBitmap deletes;

  HeapFragmentReader(int rows, Column[] columns, @Nullable RoaringBitmap deletes) {
    this.rows = rows;
    this.columns = columns;
    this.deletes = deletes;
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
  public int batchEnd(int from) {
    return Math.min(rows, from + Batch.TARGET_ROWS);
  }

  @Override
  public Batch read(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new LoadingBatch(new Range(from, to), to - from);
  }

  @Override
  public boolean @Nullable [] readVectors(int column, int from, int to, float[] out) {
    Objects.checkFromToIndex(from, to, rows);
    return gatherVectors(column, IntStream.range(from, to).toArray(), to - from, out);
  }

  @Override
  public boolean @Nullable [] gatherVectors(int column, int[] picked, int count, float[] out) {
    if (columns[column] instanceof BitVectorColumn bits) {
      BitVectorColumn packed = bits.gather(picked, count);
      BitFloats.unpack(packed.values(), count, packed.type().dimension(), out);
      return packed.nulls();
    }
    VectorColumn vectors = (VectorColumn) columns[column];
    int stride = vectors.stride();
    boolean[] nulls = null;
    for (int i = 0; i < count; i++) {
      System.arraycopy(vectors.values(), picked[i] * stride, out, i * stride, stride);
      if (vectors.isNull(picked[i])) {
        nulls = nulls == null ? new boolean[count] : nulls;
        nulls[i] = true;
      }
    }
    return nulls;
  }

  @Override
  public boolean @Nullable [] gatherBits(int column, int[] picked, int count, byte[] out) {
    BitVectorColumn bits = ((BitVectorColumn) columns[column]).gather(picked, count);
    System.arraycopy(bits.values(), 0, out, 0, count * bits.stride());
    return bits.nulls();
  }

  @Override
  public void close() {
    // There is nothing to let go of but memory.
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
      return from == 0 && to == rows
          ? columns[column]
          : columns[column].gather(IntStream.range(from, to).toArray(), to - from);
    }

    @Override
    public Column load(int column, int[] picked, int count) {
      int[] absolute = new int[count];
      for (int i = 0; i < count; i++) {
        absolute[i] = picked[i] + from;
      }
      return columns[column].gather(absolute, count);
    }
  }
}
