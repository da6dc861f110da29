package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options of COPY: {@code WITH (format = 'csv', header = true, delimiter = ';')}.
 *
 * @param format name of the format; null to go by the file's ending
 * @param header whether the first row of a CSV file holds names
 * @param delimiter between the values of a CSV row; null for a comma, or a tab in .tsv files
 * @param nullText what stands for NULL where it is not quoted; null for nothing at all
 */
public record FileOptions(
    @Nullable String format,
    boolean header,
    @Nullable Character delimiter,
    char quote,
    @Nullable Character escape,
    @Nullable String nullText) {

  /** What holds without a WITH. */
  public static final FileOptions DEFAULT = new FileOptions(null, true, null, '"', null, null);

  private static final Set<String> NAMES =
      Set.of("format", "header", "delimiter", "quote", "escape", "null");

  /**
   * Options by name in lower case; a value is a String, BigDecimal or Boolean.
   *
   * @throws QuiverException INVALID_QUERY for an unknown option or a value that does not fit
   */
  public static FileOptions of(Map<String, Object> options) {
    for (String name : options.keySet()) {
      if (!NAMES.contains(name)) {
        throw new QuiverException(
            ErrorCode.INVALID_QUERY,
            "unknown option " + name + "; there are " + String.join(", ", new TreeSet<>(NAMES)));
      }
    }
    Character quote = character(options, "quote");
    return new FileOptions(
        text(options, "format"),
        flag(options, "header"),
        character(options, "delimiter"),
        quote == null ? '"' : quote,
        character(options, "escape"),
        text(options, "null"));
  }

  private static @Nullable String text(Map<String, Object> options, String name) {
    Object value = options.get(name);
    return value == null ? null : value.toString();
  }

  private static boolean flag(Map<String, Object> options, String name) {
    Object value = options.getOrDefault(name, true);
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof BigDecimal number) {
      return number.signum() != 0;
    }
    return switch (value.toString().toLowerCase(java.util.Locale.ROOT)) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default -> throw unfit(name, value, "true or false");
    };
  }

  private static @Nullable Character character(Map<String, Object> options, String name) {
    String value = text(options, name);
    if (value == null) {
      return null;
    }
    if (value.equals("\\t")) {
      return '\t';
    }
    if (value.length() != 1) {
      throw unfit(name, value, "one character");
    }
    return value.charAt(0);
  }

  private static QuiverException unfit(String name, Object value, String expected) {
    return new QuiverException(
        ErrorCode.INVALID_QUERY, "option " + name + " = '" + value + "': expected " + expected);
  }
}
