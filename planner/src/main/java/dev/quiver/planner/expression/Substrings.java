package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts of texts (by code points) and of binary values (by bytes), counted from 1. */
final class Substrings {
  private Substrings() {}

  static Object substring(@Nullable Object[] a) {
    long start = ((Number) Objects.requireNonNull(a[1])).longValue();
    long length =
        a.length > 2 ? ((Number) Objects.requireNonNull(a[2])).longValue() : Integer.MAX_VALUE;
    if (length < 0) {
      throw new QuiverException(
          ErrorCode.VALUE_OUT_OF_RANGE, "SUBSTRING", "length " + length, "0 and more");
    }
    return range(Objects.requireNonNull(a[0]), start, start + length);
  }

  /** Characters or bytes {@code [from, to)}, as far as there are any. */
  private static Object range(Object value, long from, long to) {
    if (value instanceof byte[] bytes) {
      int start = clamp(from - 1, bytes.length);
      return Arrays.copyOfRange(bytes, start, Math.max(start, clamp(to - 1, bytes.length)));
    }
    String text = Texts.of(value);
    int characters = text.codePointCount(0, text.length());
    int start = clamp(from - 1, characters);
    int end = Math.max(start, clamp(to - 1, characters));
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  private static int clamp(long position, int length) {
    return (int) Math.max(0, Math.min(length, position));
  }

  static Object overlay(@Nullable Object[] a) {
    String replacement = TextFunctions.text(a, 1);
    long start = TextFunctions.integer(a, 2);
    long length =
        a.length > 3
            ? TextFunctions.integer(a, 3)
            : replacement.codePointCount(0, replacement.length());
    Object text = TextFunctions.text(a, 0);
    return range(text, 1, start)
        + replacement
        + range(text, start + Math.max(0, length), Integer.MAX_VALUE);
  }

  /** The first characters; all but the last ones for a negative count. */
  static Object left(String text, int count) {
    int characters = text.codePointCount(0, text.length());
    return range(text, 1, count < 0 ? characters + count + 1L : count + 1L);
  }

  static Object right(String text, int count) {
    int characters = text.codePointCount(0, text.length());
    return range(text, count < 0 ? 1L - count : characters - (long) count + 1, characters + 1L);
  }

  /** Where a text is found, from the third argument on if there is one; 0 for nowhere. */
  static int position(String text, String part, @Nullable Object[] a) {
    int from = a.length > 2 ? TextFunctions.integer(a, 2) : 1;
    int characters = text.codePointCount(0, text.length());
    if (from < 1 || from > characters + 1) {
      return 0;
    }
    int found = text.indexOf(part, text.offsetByCodePoints(0, from - 1));
    return found < 0 ? 0 : text.codePointCount(0, found) + 1;
  }
}
