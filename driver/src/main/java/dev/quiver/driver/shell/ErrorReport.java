package dev.quiver.driver.shell;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A failure as the shell shows it: the message with its SQLSTATE, and a caret under the place that
 * the message names.
 */
final class ErrorReport {
  private static final Pattern PLACE = Pattern.compile("\\(line (\\d+), column (\\d+)\\)$");
  private static final int WIDEST = 200;

  private ErrorReport() {}

  /** The lines to print; a width of 0 means a wide one. */
  static List<String> lines(SQLException failure, String sql, int width) {
    String message = message(failure);
    List<String> lines = new ArrayList<>();
    lines.add("ERROR " + failure.getSQLState() + ": " + message);
    Matcher place = PLACE.matcher(message);
    if (place.find()) {
      addPlace(
          sql, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), width, lines);
    }
    return lines;
  }

  private static String message(SQLException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message.strip();
  }

  private static void addPlace(
      String sql, int lineNumber, int column, int maxWidth, List<String> lines) {
    List<String> sqlLines = sql.lines().toList();
    if (lineNumber > sqlLines.size()) {
      return;
    }
    String line = sqlLines.get(lineNumber - 1).replace('\t', ' ');
    int at = Math.min(column - 1, line.length());
    String prefix = sqlLines.size() > 1 ? "line " + lineNumber + ": " : "";
    int room = Math.max(20, (maxWidth > 0 ? maxWidth : WIDEST) - prefix.length() - 5);
    int from = Math.max(0, Math.min(at - room / 2, line.length() - room));
    int to = Math.min(line.length(), from + room);
    String before = (from > 0 ? "…" : "") + line.substring(from, at);
    lines.add("  " + prefix + before + line.substring(at, to) + (to < line.length() ? "…" : ""));
    lines.add("  " + " ".repeat(prefix.length() + TextWidth.of(before)) + "^");
  }
}
