package dev.quiver.storage.column;

/** Tells well-formed UTF-8, as Unicode's table 3-7 has it, from other bytes. */
public final class Utf8 {
  private Utf8() {}

  /** The first text of a column that is not well-formed; -1 if all are. */
  public static int firstMalformed(BytesColumn column) {
    byte[] bytes = column.bytes();
    if (isAscii(bytes, column.start(0), column.start(column.size()))) {
      return -1;
    }
    for (int row = 0; row < column.size(); row++) {
      if (!column.isNull(row) && !isWellFormed(bytes, column.start(row), column.end(row))) {
        return row;
      }
    }
    return -1;
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  public static boolean isWellFormed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int lead = bytes[at++] & 0xFF;
      if (lead < 0x80) {
        continue;
      }
      int more = continuations(lead);
      if (more == 0 || to - at < more || !mayFollow(lead, bytes[at] & 0xFF)) {
        return false;
      }
      for (int end = at + more; at < end; at++) {
        if ((bytes[at] & 0xC0) != 0x80) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many bytes follow a lead byte; 0 if it is none. */
  private static int continuations(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }

  /** No longer form than needed, no surrogates, nothing beyond the last code point. */
  private static boolean mayFollow(int lead, int second) {
    return switch (lead) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
