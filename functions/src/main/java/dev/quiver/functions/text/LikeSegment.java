package dev.quiver.functions.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What stands between two {@code %} of a pattern: literal text and {@code _}, never empty. */
sealed interface LikeSegment {
  /** Where a match that begins at {@code from} ends; -1 if there is none. */
  int endOfMatchAt(byte[] text, int from, int to);

  /** Where the match that ends at {@code to} begins, not before {@code from}; -1 if none. */
  int startOfMatchBefore(byte[] text, int from, int to);

  /** Where the first match at or behind {@code from} ends; -1 if there is none. */
  int endOfFirstMatch(byte[] text, int from, int to);

  String literalPrefix();

  boolean isLiteral();

  static LikeSegment of(String text, List<Integer> wildcards, boolean ignoreCase) {
    if (wildcards.isEmpty() && !ignoreCase) {
      return new Literal(text.getBytes(StandardCharsets.UTF_8));
    }
    int[] points = text.codePoints().toArray();
    for (int wildcard : wildcards) {
      points[wildcard] = Points.ANY;
    }
    return new Points(points, ignoreCase);
  }

  /** Exact bytes: UTF-8 needs no decoding to be compared or found. */
  record Literal(byte[] bytes) implements LikeSegment {
    @Override
    public int endOfMatchAt(byte[] text, int from, int to) {
      int end = from + bytes.length;
      return end <= to && Arrays.equals(text, from, end, bytes, 0, bytes.length) ? end : -1;
    }

    @Override
    public int startOfMatchBefore(byte[] text, int from, int to) {
      int start = to - bytes.length;
      return start >= from && endOfMatchAt(text, start, to) == to ? start : -1;
    }

    @Override
    public int endOfFirstMatch(byte[] text, int from, int to) {
      byte first = bytes[0];
      int lastStart = to - bytes.length;
      for (int i = from; i <= lastStart; i++) {
        if (text[i] == first && endOfMatchAt(text, i, to) >= 0) {
          return i + bytes.length;
        }
      }
      return -1;
    }

    @Override
    public String literalPrefix() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isLiteral() {
      return true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Literal literal && Arrays.equals(bytes, literal.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return literalPrefix();
    }
  }

  /** Code points, some of which match any. */
  record Points(int[] points, boolean ignoreCase) implements LikeSegment {
    static final int ANY = -1;

    @Override
    public int endOfMatchAt(byte[] text, int from, int to) {
      int at = from;
      for (int wanted : points) {
        if (at >= to || !matches(wanted, Utf8.codePointAt(text, at))) {
          return -1;
        }
        at += Utf8.length(text[at]);
      }
      return at;
    }

    @Override
    public int startOfMatchBefore(byte[] text, int from, int to) {
      int start = to;
      for (int i = 0; i < points.length; i++) {
        start = Utf8.startBefore(text, from, start);
        if (start < 0) {
          return -1;
        }
      }
      return endOfMatchAt(text, start, to) == to ? start : -1;
    }

    @Override
    public int endOfFirstMatch(byte[] text, int from, int to) {
      for (int start = from; start < to; start += Utf8.length(text[start])) {
        int end = endOfMatchAt(text, start, to);
        if (end >= 0) {
          return end;
        }
      }
      return -1;
    }

    private boolean matches(int wanted, int given) {
      return wanted == ANY || wanted == given || (ignoreCase && fold(wanted) == fold(given));
    }

    private static int fold(int point) {
      return Character.toLowerCase(Character.toUpperCase(point));
    }

    @Override
    public String literalPrefix() {
      StringBuilder prefix = new StringBuilder();
      for (int i = 0; i < points.length && points[i] != ANY; i++) {
        prefix.appendCodePoint(points[i]);
      }
      return prefix.toString();
    }

    @Override
    public boolean isLiteral() {
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Points that
          && ignoreCase == that.ignoreCase
          && Arrays.equals(points, that.points);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(points) + Boolean.hashCode(ignoreCase);
    }

    @Override
    public String toString() {
      return Arrays.toString(points);
    }
  }
}
