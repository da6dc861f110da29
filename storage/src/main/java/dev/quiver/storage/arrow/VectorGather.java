package dev.quiver.storage.arrow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of picked rows, copied from where they lie into an array of the caller, NULL ones as
 * zeros. For one thread.
 */
final class VectorGather {
  private final Target target;
  private final int count;
  private boolean @Nullable [] nulls;

  private VectorGather(Target target, int count) {
    this.target = target;
    this.count = count;
  }

  /** An array of the caller, by places of picked rows. */
  private interface Target {
    void copy(VectorsInPlace vectors, int[] rows, int from, int to, int first);

    void clear(int place);
  }

  /** So many float vectors at most. */
  static VectorGather of(int dimension, int count, float[] out) {
    return new VectorGather(
        new Target() {
          @Override
          public void copy(VectorsInPlace vectors, int[] rows, int from, int to, int first) {
            vectors.copy(rows, from, to, first, out, from * dimension);
          }

          @Override
          public void clear(int place) {
            Arrays.fill(out, place * dimension, (place + 1) * dimension, 0f);
          }
        },
        count);
  }

  /** So many packed vectors at most. */
  static VectorGather ofBits(int stride, int count, byte[] out) {
    return new VectorGather(
        new Target() {
          @Override
          public void copy(VectorsInPlace vectors, int[] rows, int from, int to, int first) {
            vectors.copy(rows, from, to, first, out, from * stride);
          }

          @Override
          public void clear(int place) {
            Arrays.fill(out, place * stride, (place + 1) * stride, (byte) 0);
          }
        },
        count);
  }

  /**
   * Copies the rows {@code [from, to)} of those picked to the same places.
   *
   * @param first what the number of a picked row is in the vectors' first row
   */
  void add(VectorsInPlace vectors, int[] rows, int from, int to, int first) {
    target.copy(vectors, rows, from, to, first);
    for (int i = from; vectors.mayHaveNulls() && i < to; i++) {
      if (vectors.isNull(rows[i] - first)) {
        target.clear(i);
        nulls = nulls == null ? new boolean[count] : nulls;
        nulls[i] = true;
      }
    }
  }

  /** A marker for each row; null if none is NULL. */
  boolean @Nullable [] nulls() {
    return nulls;
  }
}
