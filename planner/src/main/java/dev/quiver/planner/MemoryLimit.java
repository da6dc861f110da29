package dev.quiver.planner;

import java.util.OptionalLong;

/** How the limit of a session's memory is written: 512MB, or bytes; empty for the default. */
public final class MemoryLimit {
  /** What a text should have been that is none. */
  public static final String EXPECTED =
      "1MB or more, as a number of bytes, or of KB, MB or GB such as 512MB";

  /** Less than this would stop even small statements. */
  private static final long MIN_BYTES = 1 << 20;

  private MemoryLimit() {}

  /** The limit in bytes; empty if the text is no limit. KB, MB and GB are powers of 1024. */
  public static OptionalLong bytes(String text) {
    if (text.isEmpty()) {
      return OptionalLong.of(Runtime.getRuntime().maxMemory() / 2);
    }
    if (!text.matches("[1-9][0-9]{0,8}(KB|MB|GB)?")) {
      return OptionalLong.empty();
    }
    boolean plain = !text.endsWith("B");
    long number = Long.parseLong(plain ? text : text.substring(0, text.length() - 2));
    int shift = plain ? 0 : 10 * (1 + "KMG".indexOf(text.charAt(text.length() - 2)));
    long bytes = number << shift;
    return bytes < MIN_BYTES ? OptionalLong.empty() : OptionalLong.of(bytes);
  }
}
