package dev.quiver.functions.vector;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Arrays;

/**
 * Reads one vector from text in one pass.
 *
 * <p>Numbers of up to 15 digits and small exponents are computed in double, where digits and power
 * of ten are exact and their quotient is rounded once. Rounding that to float could differ from the
 * nearest float only where the double lies half-way between two floats; there, and for longer
 * numbers, {@link Float#parseFloat} decides.
 */
final class VectorReader {
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int MOST_DIGITS = 15;

  /** The bits of a double below the last one of a float, and the pattern of half-way there. */
  private static final long BELOW_FLOAT = (1L << 29) - 1;

  private static final long HALF_WAY = 1L << 28;

  private final String text;
  private final char[] chars;
  private final String column;
  private int at;
  private float[] elements = new float[16];
  private int count;

  VectorReader(String text, String column) {
    this.text = text;
    this.chars = text.toCharArray();
    this.column = column;
  }

  float[] read() {
    skipSpaces();
    expect('[');
    while (true) {
      skipSpaces();
      add(number());
      skipSpaces();
      if (peek() != ',') {
        break;
      }
      at++;
    }
    expect(']');
    skipSpaces();
    if (at < chars.length) {
      throw malformed();
    }
    return Arrays.copyOf(elements, count);
  }

  private void add(float value) {
    if (count == elements.length) {
      elements = Arrays.copyOf(elements, 2 * count);
    }
    elements[count++] = value;
  }

  private float number() {
    int start = at;
    boolean negative = peek() == '-';
    if (negative || peek() == '+') {
      at++;
    }
    if (Character.isLetter(peek())) {
      throw notANumber(start);
    }
    long mantissa = 0;
    int digits = 0;
    int scale = 0;
    int firstDigit = at;
    boolean point = false;
    for (; at < chars.length; at++) {
      char c = chars[at];
      if (c >= '0' && c <= '9') {
        // Leading zeros are no digits; what overflows is not used, since digits then exceed 15.
        mantissa = mantissa * 10 + (c - '0');
        digits += mantissa == 0 ? 0 : 1;
        scale -= point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (at - firstDigit == (point ? 1 : 0)) {
      throw malformed();
    }
    scale += exponent();
    double exact = digits <= MOST_DIGITS ? scaled(mantissa, scale) : Double.NaN;
    float value = isSafe(exact) ? (float) exact : slow(start, negative);
    if (!Float.isFinite(value)) {
      throw notFinite(text.substring(start, at));
    }
    return negative ? -value : value;
  }

  private int exponent() {
    if (peek() != 'e' && peek() != 'E') {
      return 0;
    }
    at++;
    boolean negative = peek() == '-';
    if (negative || peek() == '+') {
      at++;
    }
    int first = at;
    int exponent = 0;
    for (; peek() >= '0' && peek() <= '9'; at++) {
      exponent = Math.min(9_999, exponent * 10 + (peek() - '0'));
    }
    if (at == first) {
      throw malformed();
    }
    return negative ? -exponent : exponent;
  }

  private static double scaled(long mantissa, int scale) {
    if (mantissa == 0) {
      return 0;
    }
    if (scale < 0) {
      return -scale < POWERS_OF_TEN.length ? mantissa / POWERS_OF_TEN[-scale] : Double.NaN;
    }
    return scale < POWERS_OF_TEN.length ? mantissa * POWERS_OF_TEN[scale] : Double.NaN;
  }

  /** False also for NaN, for floats' denormals and beyond their range. */
  private static boolean isSafe(double value) {
    if (value == 0) {
      return true;
    }
    return value >= Float.MIN_NORMAL
        && value < Float.MAX_VALUE
        && (Double.doubleToRawLongBits(value) & BELOW_FLOAT) != HALF_WAY;
  }

  private float slow(int start, boolean negative) {
    float value = Float.parseFloat(text.substring(start, at));
    return negative ? -value : value;
  }

  private QuiverException notANumber(int start) {
    int end = at;
    while (end < chars.length && Character.isLetter(chars[end])) {
      end++;
    }
    String word = text.substring(at, end);
    if (word.equalsIgnoreCase("NULL")) {
      return new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, column, count + 1);
    }
    if (word.equalsIgnoreCase("NaN")
        || word.equalsIgnoreCase("Infinity")
        || word.equalsIgnoreCase("inf")) {
      return notFinite(text.substring(start, end));
    }
    return malformed();
  }

  private QuiverException notFinite(String value) {
    return new QuiverException(ErrorCode.VECTOR_NOT_FINITE, column, count + 1, value);
  }

  private QuiverException malformed() {
    return VectorText.malformed(text, column, at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed();
    }
    at++;
  }

  /** The next character; a blank at the end. */
  private char peek() {
    return at < chars.length ? chars[at] : ' ';
  }

  private void skipSpaces() {
    while (at < chars.length && chars[at] <= ' ') {
      at++;
    }
  }
}
