package dev.quiver.functions.text;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A compiled LIKE pattern: {@code %} matches any text, {@code _} one code point, all else itself.
 *
 * <p>Matching takes time linear in the text for patterns without {@code _}, and at worst text times
 * pattern: there is no backtracking beyond the last {@code %}. Immutable and safe for threads. The
 * bytes given must be valid UTF-8. Ignoring case compares code points by their simple upper and
 * lower case, as {@link String#equalsIgnoreCase} does.
 */
public final class LikePattern {
  private final List<LikeSegment> segments;
  private final boolean openStart;
  private final boolean openEnd;
  private final boolean ignoreCase;

  private LikePattern(
      List<LikeSegment> segments, boolean openStart, boolean openEnd, boolean ignoreCase) {
    this.segments = segments;
    this.openStart = openStart;
    this.openEnd = openEnd;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Compiles a pattern.
   *
   * @param escape the code point that takes the meaning from {@code %}, {@code _} or itself
   * @throws QuiverException where an escape stands before anything else or at the end
   */
  public static LikePattern compile(String pattern, OptionalInt escape, boolean ignoreCase) {
    List<LikeSegment> segments = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    List<Integer> wildcards = new ArrayList<>();
    int[] points = pattern.codePoints().toArray();
    boolean openEnd = false;
    int length = 0;
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      boolean escaped = escape.isPresent() && point == escape.getAsInt();
      if (escaped) {
        point = escapedPoint(points, ++i, escape.getAsInt(), pattern);
      }
      openEnd = !escaped && point == '%';
      if (openEnd) {
        addSegment(segments, literal, wildcards, ignoreCase);
        length = 0;
      } else {
        if (!escaped && point == '_') {
          wildcards.add(length);
        }
        literal.appendCodePoint(point);
        length++;
      }
    }
    addSegment(segments, literal, wildcards, ignoreCase);
    boolean openStart =
        pattern.startsWith("%") && !(escape.isPresent() && escape.getAsInt() == '%');
    return new LikePattern(List.copyOf(segments), openStart, openEnd, ignoreCase);
  }

  private static int escapedPoint(int[] points, int at, int escape, String pattern) {
    if (at < points.length && (points[at] == '%' || points[at] == '_' || points[at] == escape)) {
      return points[at];
    }
    throw new QuiverException(
        ErrorCode.INVALID_LIKE_ESCAPE, pattern, Character.toString(escape), at);
  }

  private static void addSegment(
      List<LikeSegment> segments,
      StringBuilder literal,
      List<Integer> wildcards,
      boolean ignoreCase) {
    if (literal.length() > 0) {
      segments.add(LikeSegment.of(literal.toString(), wildcards, ignoreCase));
    }
    literal.setLength(0);
    wildcards.clear();
  }

  public boolean matches(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return matches(bytes, 0, bytes.length);
  }

  /** Whether the UTF-8 text in {@code bytes[from..to)} matches as a whole. */
  public boolean matches(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    int first = 0;
    int last = segments.size();
    if (last == 0) {
      return openStart || start == end;
    }
    if (!openStart) {
      start = segments.get(0).endOfMatchAt(bytes, start, end);
      if (start < 0 || last == 1) {
        return start >= 0 && (openEnd || start == end);
      }
      first = 1;
    }
    if (!openEnd) {
      end = segments.get(--last).startOfMatchBefore(bytes, start, end);
    }
    for (int i = first; i < last && end >= 0 && start >= 0; i++) {
      start = segments.get(i).endOfFirstMatch(bytes, start, end);
    }
    return start >= 0 && end >= 0;
  }

  /**
   * The literal text that every match begins with; empty where case is ignored or there is none.
   */
  public String literalPrefix() {
    if (openStart || ignoreCase || segments.isEmpty()) {
      return "";
    }
    return segments.get(0).literalPrefix();
  }

  /** Whether the pattern is only literal text, so that LIKE is equality. */
  public boolean isLiteral() {
    return !openStart
        && !openEnd
        && !ignoreCase
        && segments.size() <= 1
        && segments.stream().allMatch(LikeSegment::isLiteral);
  }

  @Override
  public String toString() {
    return "LikePattern" + Arrays.toString(segments.toArray());
  }
}
