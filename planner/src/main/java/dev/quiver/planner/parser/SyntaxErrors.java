package dev.quiver.planner.parser;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.planner.parser.generated.ParseException;
import dev.quiver.planner.parser.generated.QuiverSqlParserConstants;
import dev.quiver.planner.parser.generated.TokenMgrError;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Turns the parser's failures, which list every token there is, into sentences. They are no causes
 * of what it makes of them, since some tools show the innermost cause to people.
 */
final class SyntaxErrors {
  private static final int SHOWN_EXPECTATIONS = 4;
  private static final int SHOWN_CHARACTERS = 40;
  private static final Set<String> STRUCTURAL_WORDS =
      Set.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "BY",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "JOIN",
          "LEFT",
          "RIGHT",
          "INNER",
          "FULL",
          "CROSS",
          "ON",
          "USING",
          "AS",
          "AND",
          "OR",
          "NOT",
          "IS",
          "IN",
          "LIKE",
          "BETWEEN",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "INTO",
          "VALUES",
          "SET",
          "TABLE",
          "INSERT",
          "UPDATE",
          "DELETE",
          "CREATE",
          "DROP",
          "ALTER",
          "WITH",
          "NULL");

  private SyntaxErrors() {}

  static QuiverException explain(String sql, SqlParseException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof QuiverException ours) {
        return ours;
      }
      if (cause instanceof StackOverflowError) {
        return LargeStack.tooDeep(cause);
      }
    }
    TextPosition position = atEnd(failure) ? end(sql) : position(sql, failure.getPos());
    int offset = offset(sql, position);
    String construct = UnsupportedStatements.construct(sql, offset);
    if (construct != null) {
      return new QuiverException(ErrorCode.NOT_SUPPORTED, construct).at(position);
    }
    return new QuiverException(ErrorCode.SYNTAX, message(sql, failure, offset)).at(position);
  }

  private static boolean atEnd(SqlParseException failure) {
    return failure.getCause() instanceof ParseException parse
        && parse.currentToken != null
        && parse.currentToken.next != null
        && parse.currentToken.next.kind == QuiverSqlParserConstants.EOF;
  }

  private static String message(String sql, SqlParseException failure, int offset) {
    SqlText scan = new SqlText(sql);
    scan.resume(offset);
    SqlText.Token token = scan.next();
    if (token == SqlText.Token.END) {
      return "unexpected end of the statement" + expectation(failure);
    }
    String image = scan.image();
    if (token == SqlText.Token.STRING && !scan.isClosed()) {
      return "string without its closing quote";
    }
    if (token == SqlText.Token.QUOTED_IDENTIFIER && !scan.isClosed()) {
      return "quoted identifier without its closing quote";
    }
    if (failure.getCause() instanceof TokenMgrError) {
      return "unexpected character '" + image.substring(0, 1) + "'";
    }
    String told = String.valueOf(failure.getMessage());
    if (!(failure.getCause() instanceof ParseException) && !told.startsWith("Non-query")) {
      return told.replace("can not be parsed to type 'java.lang.Integer'", "does not fit INTEGER");
    }
    String found = "syntax error at \"" + shorten(image) + "\"";
    boolean reserved =
        (told.startsWith("Incorrect syntax near the keyword") || isWordForName(failure, image))
            && !STRUCTURAL_WORDS.contains(image.toUpperCase(Locale.ROOT));
    return found
        + (reserved ? "; a reserved word must be quoted to be a name" : expectation(failure));
  }

  /** Whether a word stands where a name could: the parser takes every word that is not reserved. */
  private static boolean isWordForName(SqlParseException failure, String image) {
    Set<String> names = expected(failure);
    return Character.isLetter(image.charAt(0))
        && (names.contains("a name") || names.equals(Set.of("*")));
  }

  private static Set<String> expected(SqlParseException failure) {
    Set<String> names = new TreeSet<>();
    int[][] sequences = failure.getExpectedTokenSequences();
    if (sequences != null) {
      for (int[] sequence : sequences) {
        names.add(readable(failure.getTokenImages()[sequence[0]]));
      }
    }
    return names;
  }

  /** The few tokens that could stand here, if they are few; nothing otherwise. */
  private static String expectation(SqlParseException failure) {
    Set<String> names = expected(failure);
    names.remove("");
    if (names.contains("LATERAL")) {
      return "; expected a table";
    }
    if (names.contains("a name")) {
      return names.contains("a string") ? "" : "; expected a name";
    }
    return names.isEmpty() || names.size() > SHOWN_EXPECTATIONS
        ? ""
        : "; expected " + String.join(" or ", names);
  }

  private static String readable(String image) {
    return switch (image) {
      case "<EOF>" -> "the end of the statement";
      case "<UNSIGNED_INTEGER_LITERAL>" -> "a whole number";
      case "<QUOTED_STRING>" -> "a string";
      case "<IDENTIFIER>" -> "a name";
      default ->
          image.startsWith("\"")
              ? image.substring(1, image.length() - 1).toUpperCase(Locale.ROOT)
              : "";
    };
  }

  private static String shorten(String image) {
    return image.length() <= SHOWN_CHARACTERS ? image : image.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private static TextPosition position(String sql, SqlParserPos position) {
    if (position == null || position.getLineNum() < 1 || position.getColumnNum() < 1) {
      return end(sql);
    }
    return new TextPosition(position.getLineNum(), position.getColumnNum());
  }

  private static TextPosition end(String sql) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < sql.length(); i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new TextPosition(line, sql.length() - lineStart + 1);
  }

  private static int offset(String sql, TextPosition position) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < sql.length() && line < position.line(); i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return Math.min(sql.length(), lineStart + position.column() - 1);
  }
}
