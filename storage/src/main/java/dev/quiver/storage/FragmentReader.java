package dev.quiver.storage;

import dev.quiver.storage.column.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns of one fragment by row offset. For one thread; cheap to open.
 *
 * <p>Bytes are checked against their checksums before the first value of a block is handed out; a
 * mismatch is a CORRUPT_FILE error that names the file.
 */
public interface FragmentReader extends AutoCloseable {
  int physicalRows();

  /**
   * Writes the offsets of the live rows of {@code [from, to)} to {@code out}, ascending; returns
   * how many.
   */
  int liveRows(int from, int to, int[] out);

  /** A bit for each row, set for live ones; null if all are live. The caller may change it. */
  default long @Nullable [] liveBits() {
    int[] rows = new int[physicalRows()];
    int count = liveRows(0, rows.length, rows);
    if (count == rows.length) {
      return null;
    }
    long[] bits = new long[(rows.length + 63) / 64];
    for (int i = 0; i < count; i++) {
      bits[rows[i] >>> 6] |= 1L << rows[i];
    }
    return bits;
  }

  /**
   * Where a batch that starts at {@code from} should end: {@link Batch#TARGET_ROWS} on, sooner if
   * rows are wide.
   */
  int batchEnd(int from);

  /**
   * The rows {@code [from, to)}, deleted ones included, each column loaded when it is asked for.
   */
  Batch read(int from, int to);

  /**
   * Copies vectors of rows {@code [from, to)} one after the other into {@code out}, bits as 0 and
   * 1, deleted and NULL rows included (NULL rows as zeros); returns the NULL markers, or null if
   * none of them is NULL.
   */
  boolean @Nullable [] readVectors(int column, int from, int to, float[] out);

  /** Likewise for the rows named by the first {@code count} entries of {@code rows}. */
  boolean @Nullable [] gatherVectors(int column, int[] rows, int count, float[] out);

  /** Likewise the packed bits of vectors of bits. */
  boolean @Nullable [] gatherBits(int column, int[] rows, int count, byte[] out);

  @Override
  void close();
}
