package dev.quiver.functions.vector;

import org.jspecify.annotations.Nullable;

/**
 * Accumulator of SUM and AVG over vectors, in double.
 *
 * <p>The first vector sets the length; NULLs are left out by the caller. Not for several threads:
 * each accumulates its own, and one {@linkplain #merge merges} them.
 */
public final class VectorSum {
  private final String what;
  private double @Nullable [] sums;
  private long count;

  /** An empty sum; {@code what} names the function or column in messages. */
  public VectorSum(String what) {
    this.what = what;
  }

  public void add(float[] vector) {
    double[] into = sums(vector.length);
    for (int i = 0; i < into.length; i++) {
      into[i] += vector[i];
    }
    count++;
  }

  /** Adds what another accumulator has gathered. */
  public void merge(VectorSum other) {
    if (other.sums == null) {
      return;
    }
    double[] into = sums(other.sums.length);
    for (int i = 0; i < into.length; i++) {
      into[i] += other.sums[i];
    }
    count += other.count;
  }

  public long count() {
    return count;
  }

  /** The sum; null over no vectors. Fails where an element does not fit a float. */
  public float @Nullable [] sum() {
    return dividedBy(1);
  }

  /** The mean; null over no vectors. */
  public float @Nullable [] average() {
    return dividedBy(Math.max(1, count));
  }

  private float @Nullable [] dividedBy(long divisor) {
    if (sums == null) {
      return null;
    }
    float[] result = new float[sums.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (sums[i] / divisor);
    }
    VectorChecks.requireFinite(result, what);
    return result;
  }

  private double[] sums(int length) {
    if (sums == null) {
      sums = new double[length];
    }
    VectorChecks.requireLength(length, sums.length, what);
    return sums;
  }
}
