package dev.quiver.driver.shell;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that follows a statement's result: how many rows, and how long it took. */
final class Summary {
  private static final Pattern FIRST_WORD =
      Pattern.compile("^(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*+([A-Za-z]+)", Pattern.DOTALL);

  private Summary() {}

  static String ofRows(long rows) {
    return "(" + count(rows) + ")";
  }

  /** For a statement without rows; what happened follows from its first word. */
  static String ofChange(String sql, long changed) {
    return switch (firstWord(sql)) {
      case "INSERT" -> count(changed) + " inserted";
      case "UPDATE" -> count(changed) + " updated";
      case "DELETE" -> count(changed) + " deleted";
      case "MERGE" -> count(changed) + " merged";
      case "COPY" -> count(changed) + " copied";
      default -> changed > 0 ? count(changed) : "OK";
    };
  }

  static String time(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  static String firstWord(String sql) {
    Matcher word = FIRST_WORD.matcher(sql);
    return word.find() ? word.group(1).toUpperCase(Locale.ROOT) : "";
  }

  private static String count(long rows) {
    return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
  }
}
