package dev.quiver.storage.arrow;

import dev.quiver.storage.type.VectorType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The vectors, of floats or packed bits, of one record batch where they lie in the mapped file, for
 * rows picked at random: a row costs a look at whether its checksum span was verified, and a copy.
 * Vectors may be NULL, elements are not. Immutable; safe for any number of threads.
 */
final class VectorsInPlace {
  /** Rows of which the processor fetches the cache lines side by side before they are copied. */
  private static final int AHEAD = 8;

  private static final int FLOATS_PER_LINE = 16;
  private static final int BYTES_PER_LINE = 64;

  private final CheckedSource data;
  private final ByteBuffer view;
  private final FloatBuffer floats;
  private final long offset;
  private final int rowBytes;
  private final byte @Nullable [] validity;

  private VectorsInPlace(
      CheckedSource data, ByteBuffer view, long offset, int rowBytes, byte @Nullable [] validity) {
    this.data = data;
    this.view = view;
    this.floats = view.asFloatBuffer();
    this.offset = offset;
    this.rowBytes = rowBytes;
    this.validity = validity;
  }

  /**
   * Those of a record batch; null if elements may be NULL, or if the file has to be copied to be
   * read.
   */
  static @Nullable VectorsInPlace of(
      CheckedSource data, RecordBody body, ArrowField field, VectorType type) {
    boolean packed = type.element() == VectorType.Element.BIT;
    ArrowField elements = packed ? field : field.child();
    long bytes = (long) body.rows() * type.sizeBytes();
    if (!packed && body.mayHaveNulls(elements)
        || bytes > body.bufferLength(elements, 1)
        || bytes > Integer.MAX_VALUE) {
      return null;
    }
    long offset = body.bufferOffset(elements, 1);
    ByteBuffer view = data.uncheckedView(offset, (int) bytes);
    if (view == null) {
      return null;
    }
    byte[] validity = null;
    if (body.mayHaveNulls(field)) {
      validity = new byte[Bitmap.bytes(body.rows())];
      body.buffer(field, 0, 0, validity.length).get(validity);
    }
    return new VectorsInPlace(data, view, offset, type.sizeBytes(), validity);
  }

  boolean mayHaveNulls() {
    return validity != null;
  }

  boolean isNull(int row) {
    return validity != null && (validity[row >>> 3] >>> (row & 7) & 1) == 0;
  }

  /**
   * Copies rows one after the other into {@code out}, from the element {@code at} on.
   *
   * @param rows of which those {@code [from, to)} are copied
   * @param first the number that the batch's first row has among them
   */
  void copy(int[] rows, int from, int to, int first, float[] out, int at) {
    int dimension = rowBytes / Float.BYTES;
    int end = at;
    for (int i = from; i < to; i++) {
      if ((i - from) % AHEAD == 0) {
        touch(rows, i, Math.min(to, i + AHEAD), first);
      }
      int row = rows[i] - first;
      data.check(offset + (long) row * rowBytes, rowBytes);
      floats.get(row * dimension, out, end, dimension);
      end += dimension;
    }
  }

  /** Likewise of packed bits, from the byte {@code at} on. */
  void copy(int[] rows, int from, int to, int first, byte[] out, int at) {
    int end = at;
    for (int i = from; i < to; i++) {
      if ((i - from) % AHEAD == 0) {
        touchBytes(rows, i, Math.min(to, i + AHEAD), first);
      }
      int row = rows[i] - first;
      data.check(offset + (long) row * rowBytes, rowBytes);
      view.get(row * rowBytes, out, end, rowBytes);
      end += rowBytes;
    }
  }

  /** Reads an element of each cache line and lets nothing of it be known. */
  private void touch(int[] rows, int from, int to, int first) {
    int dimension = rowBytes / Float.BYTES;
    float sum = 0;
    for (int i = from; i < to; i++) {
      int start = (rows[i] - first) * dimension;
      for (int element = 0; element < dimension; element += FLOATS_PER_LINE) {
        sum += floats.get(start + element);
      }
    }
    Touched.last = sum;
  }

  private void touchBytes(int[] rows, int from, int to, int first) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int start = (rows[i] - first) * rowBytes;
      for (int at = 0; at < rowBytes; at += BYTES_PER_LINE) {
        sum += view.get(start + at);
      }
    }
    Touched.last = sum;
  }

  /** Keeps the reads from being left out. */
  private static final class Touched {
    @SuppressWarnings("unused")
    private static float last;
  }
}
