package dev.quiver.driver.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into SQL statements and backslash commands.
 *
 * <p>A statement ends at a semicolon outside of quotes and comments, or at the end of the script; a
 * command is a line that starts with a backslash where a statement could start. Knows no more of
 * SQL than that, so text that is no SQL comes out as one statement for the database to refuse.
 */
final class ScriptSplitter {
  private final String text;
  private final List<ScriptPart> parts = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean complete = true;

  private ScriptSplitter(String text) {
    this.text = text;
    while (skipToStart()) {
      if (text.charAt(at) == '\\') {
        command();
      } else {
        statement();
      }
    }
  }

  static List<ScriptPart> split(String script) {
    return List.copyOf(new ScriptSplitter(script).parts);
  }

  /** Whether Enter should run this text: nothing in it waits for its semicolon. */
  static boolean isComplete(String script) {
    return new ScriptSplitter(script).complete;
  }

  /** Moves to where the next part starts; false at the end of the script. */
  private boolean skipToStart() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == ';') {
        step(at + 1);
      } else {
        return true;
      }
    }
    return false;
  }

  private void command() {
    int end = text.indexOf('\n', at);
    int stop = end < 0 ? text.length() : end;
    parts.add(new ScriptPart.Command(text.substring(at, stop).strip(), line));
    step(stop);
  }

  private void statement() {
    int start = at;
    int startLine = line;
    boolean hasSql = false;
    boolean closed = true;
    while (at < text.length() && text.charAt(at) != ';') {
      char c = text.charAt(at);
      if (text.startsWith("--", at)) {
        until("\n", 2);
      } else if (text.startsWith("/*", at)) {
        closed = until("*/", 2);
      } else if (c == '\'' || c == '"') {
        hasSql = true;
        closed = until(String.valueOf(c), 1);
      } else {
        hasSql |= !Character.isWhitespace(c);
        step(at + 1);
      }
    }
    boolean ended = at < text.length();
    if (hasSql) {
      parts.add(new ScriptPart.Sql(text.substring(start, at).stripTrailing(), startLine));
    }
    complete = closed && (ended || !hasSql);
  }

  /** Moves behind the next {@code mark}, or to the end of the script if there is none. */
  private boolean until(String mark, int skip) {
    int found = text.indexOf(mark, Math.min(at + skip, text.length()));
    step(found < 0 ? text.length() : found + mark.length());
    return found >= 0;
  }

  private void step(int to) {
    for (; at < to; at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }
}
