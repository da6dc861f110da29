package dev.quiver.functions.vector;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;

/**
 * The text form of float vectors, {@code [0.1, 0.2, 3]}.
 *
 * <p>Reading allows spaces around brackets, numbers and commas, and numbers as in SQL with an
 * optional sign and exponent; an empty vector is refused. Writing puts no spaces, the shortest
 * digits that read back as the same float, and whole numbers without a point; so reading what was
 * written gives the same bits, but for the sign of zero, which is dropped.
 */
public final class VectorText {
  private static final int LONGEST_QUOTE = 60;

  private VectorText() {}

  /**
   * Reads a vector.
   *
   * @param column what the message of a failure begins with
   * @throws QuiverException VECTOR_TEXT with the character's position from 1; VECTOR_NOT_FINITE for
   *     NaN, Infinity and numbers too large for a float
   */
  public static float[] parse(String text, String column) {
    return new VectorReader(text, column).read();
  }

  public static String format(float[] vector) {
    StringBuilder text = new StringBuilder(vector.length * 12 + 2).append('[');
    for (int i = 0; i < vector.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      append(text, vector[i]);
    }
    return text.append(']').toString();
  }

  private static void append(StringBuilder text, float value) {
    int whole = (int) value;
    if (whole == value && Math.abs(whole) < 10_000_000) {
      text.append(whole);
    } else {
      text.append(value);
    }
  }

  static QuiverException malformed(String text, String column, int index) {
    String quoted = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    return new QuiverException(ErrorCode.VECTOR_TEXT, column, quoted, index + 1);
  }
}
