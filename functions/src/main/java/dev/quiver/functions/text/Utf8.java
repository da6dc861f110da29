package dev.quiver.functions.text;

/** Steps through valid UTF-8, code point by code point. */
final class Utf8 {
  private Utf8() {}

  /** How many bytes the code point takes that begins with this byte. */
  static int length(byte first) {
    if (first >= 0) {
      return 1;
    }
    int bits = first & 0xFF;
    return bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
  }

  static int codePointAt(byte[] text, int at) {
    int first = text[at];
    return switch (length(text[at])) {
      case 1 -> first;
      case 2 -> (first & 0x1F) << 6 | rest(text, at + 1);
      case 3 -> (first & 0x0F) << 12 | rest(text, at + 1) << 6 | rest(text, at + 2);
      default ->
          (first & 0x07) << 18
              | rest(text, at + 1) << 12
              | rest(text, at + 2) << 6
              | rest(text, at + 3);
    };
  }

  /** Where the code point begins that ends before {@code to}; -1 if that is before {@code from}. */
  static int startBefore(byte[] text, int from, int to) {
    int at = to - 1;
    while (at >= from && (text[at] & 0xC0) == 0x80) {
      at--;
    }
    return at < from ? -1 : at;
  }

  private static int rest(byte[] text, int at) {
    return text[at] & 0x3F;
  }
}
