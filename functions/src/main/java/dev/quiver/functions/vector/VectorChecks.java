package dev.quiver.functions.vector;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;

/** What every vector must pass before it is stored or compared. */
public final class VectorChecks {
  private VectorChecks() {}

  /** Refuses NaN and infinities; the message names the column and the first such element. */
  public static void requireFinite(float[] vector, String column) {
    // Zero times anything finite is zero, so one sum tells for all elements.
    float sum = 0;
    for (float element : vector) {
      sum += element * 0;
    }
    if (sum == 0) {
      return;
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new QuiverException(ErrorCode.VECTOR_NOT_FINITE, column, i + 1, vector[i]);
      }
    }
  }

  /** Refuses any length but the declared one. */
  public static void requireLength(float[] vector, int expected, String column) {
    requireLength(vector.length, expected, column);
  }

  public static void requireLength(int given, int expected, String column) {
    if (given != expected) {
      throw new QuiverException(ErrorCode.VECTOR_LENGTH, column, expected, given);
    }
  }
}
