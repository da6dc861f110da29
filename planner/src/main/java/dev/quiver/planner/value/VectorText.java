package dev.quiver.planner.value;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Arrays;

/** Vectors in their text form: {@code [0.1, 0.2, 0.3]}. */
public final class VectorText {
  private final String label;
  private final String text;
  private int at;

  private VectorText(String label, String text) {
    this.label = label;
    this.text = text;
  }

  /** The text form; each element in the fewest digits that tell it from its neighbours. */
  public static String of(float[] vector) {
    return Arrays.toString(vector);
  }

  /**
   * The elements, however many; infinities and NaN are refused later, by position.
   *
   * @param label what is filled, for messages
   * @throws QuiverException VECTOR_TEXT with the character that does not fit, VECTOR_NULL_ELEMENT
   */
  public static float[] parse(String label, String text) {
    return new VectorText(label, text).parse();
  }

  private float[] parse() {
    skipBlanks();
    expect('[');
    float[] elements = new float[16];
    int count = 0;
    skipBlanks();
    if (peek() == ']') {
      at++;
    } else {
      do {
        if (count == elements.length) {
          elements = Arrays.copyOf(elements, count * 2);
        }
        elements[count] = element(count);
        count++;
        skipBlanks();
      } while (tryComma());
      expect(']');
    }
    skipBlanks();
    if (at < text.length()) {
      throw failure(at);
    }
    return Arrays.copyOf(elements, count);
  }

  private float element(int index) {
    skipBlanks();
    int start = at;
    while (at < text.length() && ",] \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String element = text.substring(start, at);
    if (element.equalsIgnoreCase("NULL")) {
      throw new QuiverException(ErrorCode.VECTOR_NULL_ELEMENT, label, index + 1);
    }
    if (element.isEmpty() || Character.isLetter(lastOf(element)) && !isSpecial(element)) {
      throw failure(start);
    }
    try {
      return Float.parseFloat(element);
    } catch (NumberFormatException e) {
      throw failure(start);
    }
  }

  /** Java's own {@code 1f} and {@code 0x1p3} are no elements, its NaN and Infinity are. */
  private static boolean isSpecial(String element) {
    return element.endsWith("NaN") || element.endsWith("Infinity");
  }

  private static char lastOf(String element) {
    return element.charAt(element.length() - 1);
  }

  private boolean tryComma() {
    if (peek() == ',') {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw failure(at);
    }
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private QuiverException failure(int position) {
    return new QuiverException(
        ErrorCode.VECTOR_TEXT, label, ValueConversion.excerpt(text), position + 1);
  }
}
