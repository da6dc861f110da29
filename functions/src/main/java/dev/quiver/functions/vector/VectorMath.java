package dev.quiver.functions.vector;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;

/**
 * The bodies of SQL's vector functions. Arguments are never changed; {@code what} names the
 * function or column in messages.
 */
public final class VectorMath {
  private VectorMath() {}

  /** An operation on two elements. */
  private interface Elementwise {
    float apply(float a, float b);
  }

  /** Euclidean length, computed in double. */
  public static double norm(float[] vector) {
    double sum = 0;
    for (float element : vector) {
      sum += (double) element * element;
    }
    return Math.sqrt(sum);
  }

  /** The vector of length 1 in the same direction; a zero vector stays as it is. */
  public static float[] l2Normalize(float[] vector) {
    double norm = norm(vector);
    float[] result = vector.clone();
    for (int i = 0; norm > 0 && i < result.length; i++) {
      result[i] = (float) (result[i] / norm);
    }
    return result;
  }

  /** Elements {@code start} to {@code start + length - 1}, counted from 1; all must exist. */
  public static float[] subvector(float[] vector, int start, int length, String what) {
    if (start < 1 || length < 1 || (long) start + length - 1 > vector.length) {
      throw new QuiverException(
          ErrorCode.VALUE_OUT_OF_RANGE,
          what,
          "start " + start + ", length " + length,
          "VECTOR(" + vector.length + ")");
    }
    return java.util.Arrays.copyOfRange(vector, start - 1, start - 1 + length);
  }

  public static float[] add(float[] a, float[] b, String what) {
    return combine(a, b, what, Float::sum);
  }

  public static float[] subtract(float[] a, float[] b, String what) {
    return combine(a, b, what, (x, y) -> x - y);
  }

  /** Element by element. */
  public static float[] multiply(float[] a, float[] b, String what) {
    return combine(a, b, what, (x, y) -> x * y);
  }

  private static float[] combine(float[] a, float[] b, String what, Elementwise operation) {
    VectorChecks.requireLength(b, a.length, what);
    float[] result = new float[a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = operation.apply(a[i], b[i]);
    }
    VectorChecks.requireFinite(result, what);
    return result;
  }
}
