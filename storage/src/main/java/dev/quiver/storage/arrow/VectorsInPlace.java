package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The float vectors of one record batch where they lie in the mapped file, for rows picked at
 * random: a row costs a look at whether its checksum span was verified, and a copy. Vectors may be
 * NULL, elements are not. Immutable; safe for any number of threads.
 */
final class VectorsInPlace {
  /** Rows of which the processor fetches the cache lines side by side before they are copied. */
  private static final int AHEAD = 8;

  private static final int FLOATS_PER_LINE = 16;

  private final CheckedSource data;
  private final FloatBuffer floats;
  private final long offset;
  private final int dimension;
  private final byte @Nullable [] validity;

  private VectorsInPlace(
      CheckedSource data,
      FloatBuffer floats,
      long offset,
      int dimension,
      byte @Nullable [] validity) {
    this.data = data;
    this.floats = floats;
    this.offset = offset;
    this.dimension = dimension;
    this.validity = validity;
  }

  /**
   * Those of a record batch; null if elements may be NULL, or if the file has to be copied to be
   * read.
   */
  static @Nullable VectorsInPlace of(
      CheckedSource data, RecordBody body, ArrowField field, int dimension) {
    ArrowField elements = field.child();
    long bytes = (long) body.rows() * dimension * Float.BYTES;
    if (body.mayHaveNulls(elements)
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
    return new VectorsInPlace(data, view.asFloatBuffer(), offset, dimension, validity);
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
    int bytes = dimension * Float.BYTES;
    int end = at;
    for (int i = from; i < to; i++) {
      if ((i - from) % AHEAD == 0) {
        touch(rows, i, Math.min(to, i + AHEAD), first);
      }
      int row = rows[i] - first;
      data.check(offset + (long) row * bytes, bytes);
      floats.get(row * dimension, out, end, dimension);
      end += dimension;
    }
  }

  /** Reads an element of each cache line and lets nothing of it be known. */
  private void touch(int[] rows, int from, int to, int first) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      int start = (rows[i] - first) * dimension;
      for (int element = 0; element < dimension; element += FLOATS_PER_LINE) {
        sum += floats.get(start + element);
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
