package dev.quiver.storage.arrow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of picked rows, copied from where they lie into an array of the caller, NULL ones as
 * zeros. For one thread.
 */
final class VectorGather {
  private final int dimension;
  private final float[] out;
  private boolean @Nullable [] nulls;

  VectorGather(int dimension, float[] out) {
    this.dimension = dimension;
    this.out = out;
  }

  /**
   * Copies the rows {@code [from, to)} of those picked to the same places.
   *
   * @param first what the number of a picked row is in the vectors' first row
   */
  void add(VectorsInPlace vectors, int[] rows, int from, int to, int first) {
    vectors.copy(rows, from, to, first, out, from * dimension);
    for (int i = from; vectors.mayHaveNulls() && i < to; i++) {
      if (vectors.isNull(rows[i] - first)) {
        Arrays.fill(out, i * dimension, (i + 1) * dimension, 0f);
        if (nulls == null) {
          nulls = new boolean[out.length / dimension];
        }
        nulls[i] = true;
      }
    }
  }

  /** A marker for each row; null if none is NULL. */
  boolean @Nullable [] nulls() {
    return nulls;
  }
}
