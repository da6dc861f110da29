package dev.quiver.driver.shell;

/**
 * A value as a table shows it.
 *
 * @param text without control characters but line feeds
 * @param isNull shown in another colour, so that NULL and 'NULL' differ
 */
record Cell(String text, boolean isNull) {
  static final Cell NULL = new Cell("NULL", true);

  static Cell of(String text) {
    return new Cell(printable(text), false);
  }

  /** Tabs become spaces, other control characters the sign that Unicode has for them. */
  private static String printable(String text) {
    if (text.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.replace("\r\n", "\n").chars().forEach(c -> shown.append(printable((char) c)));
    return shown.toString();
  }

  private static char printable(char c) {
    if (c == '\n') {
      return c;
    }
    if (c == '\t') {
      return ' ';
    }
    return c < ' ' ? (char) (0x2400 + c) : c == 0x7f ? '\u2421' : c;
  }
}
