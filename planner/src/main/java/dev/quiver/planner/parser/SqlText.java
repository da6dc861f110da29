package dev.quiver.planner.parser;

/**
 * Walks over an SQL text token by token, knowing quotes and comments and nothing else.
 *
 * <p>Follows the parser's lexical rules; a token that never ends reaches to the end of the text.
 */
final class SqlText {

  /** What a token is. */
  enum Token {
    END,
    /** Letters, digits, underscores; also numbers. */
    WORD,
    /** 'text', without a prefix such as E or U&amp;. */
    STRING,
    /** A string with a prefix; the token spans both. */
    PREFIXED_STRING,
    QUOTED_IDENTIFIER,
    PARAMETER,
    SEMICOLON,
    /** Any other character. */
    SYMBOL
  }

  private final String text;
  private int start;
  private int end;
  private boolean closed = true;

  SqlText(String text) {
    this.text = text;
  }

  /** Where the current token starts. */
  int start() {
    return start;
  }

  /** Where the current token ends. */
  int end() {
    return end;
  }

  String image() {
    return text.substring(start, end);
  }

  boolean isSymbol(char symbol) {
    return end == start + 1 && text.charAt(start) == symbol;
  }

  /** Whether the current token, if quoted, has its closing quote. */
  boolean isClosed() {
    return closed;
  }

  /** Goes on from a position. */
  void resume(int position) {
    end = position;
  }

  static boolean isBlank(String text) {
    SqlText scan = new SqlText(text);
    Token token;
    do {
      token = scan.next();
    } while (token == Token.SEMICOLON);
    return token == Token.END;
  }

  Token next() {
    closed = true;
    start = skipBlanks(end);
    if (start >= text.length()) {
      end = start;
      return Token.END;
    }
    char c = text.charAt(start);
    if (c == '\'') {
      end = closing('\'', start + 1, false);
      return Token.STRING;
    }
    if (c == '"') {
      end = closing('"', start + 1, false);
      return Token.QUOTED_IDENTIFIER;
    }
    if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
      return word();
    }
    end = start + 1;
    return switch (c) {
      case '?' -> Token.PARAMETER;
      case ';' -> Token.SEMICOLON;
      default -> Token.SYMBOL;
    };
  }

  private Token word() {
    int i = start + 1;
    while (i < text.length() && Character.isJavaIdentifierPart(text.charAt(i))) {
      i++;
    }
    end = i;
    char next = charAt(i);
    boolean unicode = i == start + 1 && next == '&' && (isU(text.charAt(start)));
    if (unicode) {
      next = charAt(++i);
    }
    if (next == '\'' && isStringPrefix(unicode)) {
      boolean escapes = !unicode && (text.charAt(start) == 'e' || text.charAt(start) == 'E');
      end = closing('\'', i + 1, escapes);
      return Token.PREFIXED_STRING;
    }
    if (next == '"' && unicode) {
      end = closing('"', i + 1, false);
      return Token.QUOTED_IDENTIFIER;
    }
    return Token.WORD;
  }

  private boolean isStringPrefix(boolean unicode) {
    char c = text.charAt(start);
    return unicode || c == '_' || (end == start + 1 && "eEnNxX".indexOf(c) >= 0);
  }

  private static boolean isU(char c) {
    return c == 'u' || c == 'U';
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private int closing(char quote, int from, boolean backslashEscapes) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (backslashEscapes && c == '\\') {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    closed = false;
    return text.length();
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      char next = charAt(i + 1);
      if (c <= ' ') {
        i++;
      } else if ((c == '-' && next == '-') || (c == '/' && next == '/')) {
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
          i++;
        }
      } else if (c == '/' && next == '*' && charAt(i + 2) != '+') {
        int close = text.indexOf("*/", i + 2);
        i = close < 0 ? text.length() : close + 2;
      } else {
        return i;
      }
    }
    return i;
  }
}
