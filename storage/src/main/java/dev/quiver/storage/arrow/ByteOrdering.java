package dev.quiver.storage.arrow;

import dev.quiver.storage.column.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Byte strings in the order of their unsigned bytes, which for UTF-8 is that of code points. */
final class ByteOrdering {
  private static final int FIRST_SURROGATE = 0xD800;
  private static final int AFTER_SURROGATES = 0xE000;

  private ByteOrdering() {}

  /** Compares a row with a byte string. */
  static int compare(BytesColumn column, int row, byte[] other) {
    return Arrays.compareUnsigned(
        column.bytes(), column.start(row), column.end(row), other, 0, other.length);
  }

  /** A lower bound of at most {@code limit} bytes; a text is cut between code points. */
  static byte[] cut(byte[] value, int limit, boolean text) {
    if (value.length <= limit) {
      return value;
    }
    int end = limit;
    while (text && end > 0 && (value[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(value, end);
  }

  /** An upper bound of about {@code limit} bytes; null if a cut value has none. */
  static byte @Nullable [] cutUp(byte[] value, int limit, boolean text) {
    if (value.length <= limit) {
      return value;
    }
    byte[] prefix = cut(value, limit, text);
    return text ? nextText(new String(prefix, StandardCharsets.UTF_8)) : nextBytes(prefix);
  }

  private static byte @Nullable [] nextBytes(byte[] prefix) {
    for (int end = prefix.length; end > 0; end--) {
      if (prefix[end - 1] != -1) {
        byte[] next = Arrays.copyOf(prefix, end);
        next[end - 1]++;
        return next;
      }
    }
    return null;
  }

  private static byte @Nullable [] nextText(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      int start = end - Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == FIRST_SURROGATE ? AFTER_SURROGATES : last + 1;
        return (prefix.substring(0, start) + Character.toString(next))
            .getBytes(StandardCharsets.UTF_8);
      }
      end = start;
    }
    return null;
  }
}
