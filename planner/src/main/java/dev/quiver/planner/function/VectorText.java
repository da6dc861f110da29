package dev.quiver.planner.function;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Arrays;

/** The text form of a vector: numbers between brackets, separated by commas, with any blanks. */
public final class VectorText {
  private static final int SHOWN_CHARACTERS = 40;

  private final String text;
  private final String what;
  private int position;

  private VectorText(String text, String what) {
    this.text = text;
    this.what = what;
  }

  /**
   * The numbers of a text.
   *
   * @param what the column, parameter or literal, for messages
   * @throws QuiverException VECTOR_TEXT, VECTOR_NOT_FINITE
   */
  public static float[] parse(String text, String what) {
    return new VectorText(text, what).parse();
  }

  /** How many numbers a text seems to hold, without looking at them; -1 if it is no vector. */
  public static int count(String text) {
    String trimmed = text.strip();
    int last = trimmed.length() - 1;
    if (last < 2 || trimmed.charAt(0) != '[' || trimmed.charAt(last) != ']') {
      return -1;
    }
    int count = 1;
    for (int i = 1; i < last; i++) {
      if (trimmed.charAt(i) == ',') {
        count++;
      }
    }
    return count;
  }

  private float[] parse() {
    float[] elements = new float[16];
    int count = 0;
    expect('[');
    do {
      if (count == elements.length) {
        elements = Arrays.copyOf(elements, count * 2);
      }
      elements[count] = number(count);
      count++;
    } while (accept(','));
    expect(']');
    skipBlanks();
    if (position < text.length()) {
      throw malformed();
    }
    return Arrays.copyOf(elements, count);
  }

  private float number(int index) {
    skipBlanks();
    int start = position;
    while (position < text.length() && isNumberCharacter(text.charAt(position))) {
      position++;
    }
    String token = text.substring(start, position);
    if (token.equalsIgnoreCase("null")) {
      throw new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, what, index + 1);
    }
    float value;
    try {
      value = Float.parseFloat(token);
    } catch (NumberFormatException e) {
      position = start;
      throw malformed();
    }
    if (!Float.isFinite(value)) {
      throw new QuiverException(ErrorCode.VECTOR_NOT_FINITE, what, index + 1, token);
    }
    return value;
  }

  private static boolean isNumberCharacter(char c) {
    return c != ',' && c != ']' && c > ' ';
  }

  private boolean accept(char c) {
    skipBlanks();
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw malformed();
    }
  }

  private void skipBlanks() {
    while (position < text.length() && text.charAt(position) <= ' ') {
      position++;
    }
  }

  private QuiverException malformed() {
    String shown =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    return new QuiverException(ErrorCode.VECTOR_TEXT, what, shown, position + 1);
  }
}
