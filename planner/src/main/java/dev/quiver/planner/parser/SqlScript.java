package dev.quiver.planner.parser;

import java.util.ArrayList;
import java.util.List;

/** A text of several statements, each ended by a semicolon (the last one need not be). */
public final class SqlScript {
  private SqlScript() {}

  /**
   * One statement of a script.
   *
   * @param sql its text, without the semicolon
   * @param line the line of the script, from 1, on which it starts
   */
  public record Piece(String sql, int line) {}

  /** The statements in order. Semicolons in quotes and comments separate nothing. */
  public static List<Piece> split(String script) {
    List<Piece> pieces = new ArrayList<>();
    SqlText scan = new SqlText(script);
    int start = -1;
    int lastEnd = 0;
    int line = 1;
    int counted = 0;
    SqlText.Token token;
    do {
      token = scan.next();
      boolean separator = token == SqlText.Token.SEMICOLON || token == SqlText.Token.END;
      if (separator && start >= 0) {
        line += lines(script, counted, start);
        counted = start;
        pieces.add(new Piece(script.substring(start, lastEnd), line));
        start = -1;
      } else if (!separator && start < 0) {
        start = scan.start();
      }
      lastEnd = scan.end();
    } while (token != SqlText.Token.END);
    return pieces;
  }

  /** Whether a text ends inside a quote, a comment, or a statement without its semicolon. */
  public static boolean isComplete(String text) {
    SqlText scan = new SqlText(text);
    SqlText.Token previous = SqlText.Token.SEMICOLON;
    while (true) {
      SqlText.Token token = scan.next();
      if (token == SqlText.Token.END) {
        return previous == SqlText.Token.SEMICOLON;
      }
      previous = token;
    }
  }

  private static int lines(String text, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n') {
        lines++;
      }
    }
    return lines;
  }
}
