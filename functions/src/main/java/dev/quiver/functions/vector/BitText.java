package dev.quiver.functions.vector;

import java.util.Arrays;

/**
 * The text forms of bit vectors: {@code [1,0,1]}, which is also written, and {@code 101}.
 *
 * <p>Bit i of a packed vector is bit {@code i % 8}, from the least significant, of byte {@code i /
 * 8}; unused bits of the last byte are zero.
 */
public final class BitText {
  private BitText() {}

  /** A packed vector and how many bits it has. */
  @SuppressWarnings("ArrayRecordComponent") // A carrier, never compared.
  public record Bits(byte[] packed, int length) {
    public Bits {
      if (length < 0 || packed.length != (length + 7) / 8) {
        throw new IllegalArgumentException(length + " bits in " + packed.length + " bytes");
      }
    }
  }

  /**
   * Reads either form; {@code column} begins the message of a failure.
   *
   * @throws dev.quiver.functions.error.QuiverException VECTOR_TEXT with the character's position
   */
  public static Bits parse(String text, String column) {
    boolean bracketed = text.stripLeading().startsWith("[");
    byte[] packed = new byte[(text.length() + 7) / 8];
    int length = 0;
    int at = skipSpaces(text, 0);
    at += bracketed ? 1 : 0;
    while (true) {
      at = bracketed ? skipSpaces(text, at) : at;
      char bit = charAt(text, at);
      if (bit != '0' && bit != '1') {
        throw VectorText.malformed(text, column, at);
      }
      packed[length / 8] |= (byte) ((bit - '0') << (length % 8));
      length++;
      at = bracketed ? skipSpaces(text, at + 1) : at + 1;
      if (bracketed && charAt(text, at) == ',') {
        at++;
      } else if (bracketed || skipSpaces(text, at) == text.length()) {
        break;
      }
    }
    if (bracketed && charAt(text, at++) != ']') {
      throw VectorText.malformed(text, column, at - 1);
    }
    at = skipSpaces(text, at);
    if (at < text.length()) {
      throw VectorText.malformed(text, column, at);
    }
    return new Bits(Arrays.copyOf(packed, (length + 7) / 8), length);
  }

  /** Writes the first {@code length} bits as {@code [1,0,1]}. */
  public static String format(byte[] packed, int length) {
    StringBuilder text = new StringBuilder(2 * length + 2).append('[');
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? "" : ",").append((char) ('0' + (packed[i / 8] >> (i % 8) & 1)));
    }
    return text.append(']').toString();
  }

  private static int skipSpaces(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static char charAt(String text, int index) {
    return index < text.length() ? text.charAt(index) : ' ';
  }
}
