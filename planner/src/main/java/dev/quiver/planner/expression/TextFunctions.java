package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/** Functions over texts. Positions count code points from 1. */
final class TextFunctions {
  /** Longest text that REPEAT, LPAD and their like may make. */
  private static final int MAX_LENGTH = 1 << 26;

  private TextFunctions() {}

  static void addTo(Map<String, RowFunction> table) {
    table.put("UPPER", a -> text(a, 0).toUpperCase(Locale.ROOT));
    table.put("LOWER", a -> text(a, 0).toLowerCase(Locale.ROOT));
    table.put("INITCAP", a -> capitalised(text(a, 0)));
    table.put("SUBSTRING", Substrings::substring);
    table.put("SUBSTR", Substrings::substring);
    table.put("OVERLAY", Substrings::overlay);
    table.put("LEFT", a -> Substrings.left(text(a, 0), integer(a, 1)));
    table.put("RIGHT", a -> Substrings.right(text(a, 0), integer(a, 1)));
    table.put("TRIM", TextFunctions::trim);
    table.put("BTRIM", a -> trimmed(text(a, 0), blanks(a), true, true));
    table.put("LTRIM", a -> trimmed(text(a, 0), blanks(a), true, false));
    table.put("RTRIM", a -> trimmed(text(a, 0), blanks(a), false, true));
    table.put("||", TextFunctions::concat);
    table.put("CONCAT", TextFunctions::concat);
    table.put("POSITION", a -> Substrings.position(text(a, 1), text(a, 0), a));
    table.put("STRPOS", a -> Substrings.position(text(a, 0), text(a, 1), new Object[2]));
    table.put("INSTR", a -> Substrings.position(text(a, 0), text(a, 1), a));
    table.put("REPLACE", a -> replace(text(a, 0), text(a, 1), text(a, 2)));
    table.put("TRANSLATE", a -> translate(text(a, 0), text(a, 1), text(a, 2)));
    table.put("TRANSLATE3", a -> translate(text(a, 0), text(a, 1), text(a, 2)));
    table.put("LPAD", a -> pad(a) + text(a, 0).substring(0, kept(a)));
    table.put("RPAD", a -> text(a, 0).substring(0, kept(a)) + pad(a));
    table.put("REPEAT", a -> repeat(text(a, 0), integer(a, 1)));
    table.put("SPACE", a -> repeat(" ", integer(a, 0)));
    table.put("REVERSE", a -> new StringBuilder(text(a, 0)).reverse().toString());
    table.put("SPLIT_PART", a -> part(text(a, 0), text(a, 1), integer(a, 2)));
    table.put("STARTS_WITH", a -> text(a, 0).startsWith(text(a, 1)));
    table.put("STARTSWITH", a -> text(a, 0).startsWith(text(a, 1)));
    table.put("ENDS_WITH", a -> text(a, 0).endsWith(text(a, 1)));
    table.put("ENDSWITH", a -> text(a, 0).endsWith(text(a, 1)));
    table.put("CONTAINS_SUBSTR", a -> text(a, 0).contains(text(a, 1)));
    table.put("ASCII", a -> text(a, 0).isEmpty() ? 0 : text(a, 0).codePointAt(0));
    table.put("CHR", a -> character(integer(a, 0)));
    table.put("CHAR", a -> character(integer(a, 0)));
    table.put("REGEXP_LIKE", a -> regex(text(a, 1)).matcher(text(a, 0)).find());
    table.put("RLIKE", a -> regex(text(a, 1)).matcher(text(a, 0)).find());
    table.put("REGEXP_REPLACE", a -> regex(text(a, 1)).matcher(text(a, 0)).replaceAll(text(a, 2)));
  }

  static String text(@Nullable Object[] arguments, int index) {
    Object value = arguments[index];
    return value instanceof String text ? text : Texts.of(java.util.Objects.requireNonNull(value));
  }

  static int integer(@Nullable Object[] arguments, int index) {
    long value = ((Number) java.util.Objects.requireNonNull(arguments[index])).longValue();
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  private static String capitalised(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      result.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inWord = Character.isLetterOrDigit(c);
    }
    return result.toString();
  }

  private static Object trim(@Nullable Object[] a) {
    SqlTrimFunction.Flag side = (SqlTrimFunction.Flag) a[0];
    return trimmed(
        text(a, 2),
        text(a, 1),
        side != SqlTrimFunction.Flag.TRAILING,
        side != SqlTrimFunction.Flag.LEADING);
  }

  private static String blanks(@Nullable Object[] a) {
    return a.length > 1 ? text(a, 1) : " ";
  }

  private static String trimmed(String text, String characters, boolean start, boolean end) {
    int from = 0;
    int to = text.length();
    while (start && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (end && from < to && characters.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static Object concat(@Nullable Object[] a) {
    if (a[0] instanceof List<?>) {
      return ListFunctions.concat(a);
    }
    if (a[0] instanceof byte[] first) {
      byte[] all = first;
      for (int i = 1; i < a.length; i++) {
        byte[] next = (byte[]) java.util.Objects.requireNonNull(a[i]);
        int length = all.length;
        all = Arrays.copyOf(all, length + next.length);
        System.arraycopy(next, 0, all, length, next.length);
      }
      return all;
    }
    return concatPresent(a);
  }

  /** All arguments one after the other, NULLs as nothing. */
  static String concatPresent(@Nullable Object[] a) {
    StringBuilder all = new StringBuilder();
    for (Object part : a) {
      all.append(part == null ? "" : Texts.of(part));
    }
    return all.toString();
  }

  /** The arguments after the first that are not NULL, with the first between them. */
  static @Nullable String concatWithSeparator(@Nullable Object[] a) {
    if (a[0] == null) {
      return null;
    }
    return Arrays.stream(a)
        .skip(1)
        .filter(java.util.Objects::nonNull)
        .map(Texts::of)
        .collect(java.util.stream.Collectors.joining(text(a, 0)));
  }

  private static String replace(String text, String old, String replacement) {
    return old.isEmpty() ? text : text.replace(old, replacement);
  }

  private static String translate(String text, String from, String to) {
    int[] old = from.codePoints().toArray();
    int[] replacements = to.codePoints().toArray();
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int at = 0;
              while (at < old.length && old[at] != c) {
                at++;
              }
              if (at == old.length) {
                result.appendCodePoint(c);
              } else if (at < replacements.length) {
                result.appendCodePoint(replacements[at]);
              }
            });
    return result.toString();
  }

  private static int kept(@Nullable Object[] a) {
    String text = text(a, 0);
    int characters = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(characters, integer(a, 1))));
  }

  private static String pad(@Nullable Object[] a) {
    String text = text(a, 0);
    String filling = a.length > 2 ? text(a, 2) : " ";
    int missing = integer(a, 1) - text.codePointCount(0, text.length());
    if (missing <= 0 || filling.isEmpty()) {
      return "";
    }
    int[] characters = filling.codePoints().toArray();
    checkLength(missing);
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < missing; i++) {
      padding.appendCodePoint(characters[i % characters.length]);
    }
    return padding.toString();
  }

  private static String repeat(String text, int times) {
    checkLength((long) text.length() * Math.max(0, times));
    return text.repeat(Math.max(0, times));
  }

  private static void checkLength(long length) {
    if (length > MAX_LENGTH) {
      throw new QuiverException(ErrorCode.STRING_TOO_LONG, "REPEAT", length, MAX_LENGTH);
    }
  }

  private static String part(String text, String separator, int index) {
    if (index == 0) {
      throw new QuiverException(ErrorCode.VALUE_OUT_OF_RANGE, "SPLIT_PART", 0, "1 and more");
    }
    String[] parts =
        separator.isEmpty() ? new String[] {text} : text.split(Pattern.quote(separator), -1);
    int at = index > 0 ? index - 1 : parts.length + index;
    return at >= 0 && at < parts.length ? parts[at] : "";
  }

  private static String character(int codePoint) {
    if (!Character.isValidCodePoint(codePoint)) {
      throw new QuiverException(
          ErrorCode.VALUE_OUT_OF_RANGE, "CHR", codePoint, "a Unicode character");
    }
    return Character.toString(codePoint);
  }

  private static Pattern regex(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw QuiverException.causedBy(
          e,
          ErrorCode.INVALID_ARGUMENT,
          "regular expression '" + pattern + "': " + e.getDescription());
    }
  }
}
