package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;

/** Bits as Arrow packs them: the first in the lowest bit of a byte. */
final class Bitmap {
  private Bitmap() {}

  static int bytes(int bits) {
    return (bits + 7) >>> 3;
  }

  /** Unpacks {@code count} bits from bit {@code from} of {@code bits} on. */
  static void unpack(ByteBuffer bits, int from, boolean[] out, int at, int count) {
    int i = 0;
    while (i < count && ((from + i) & 7) != 0) {
      out[at + i] = bit(bits, from + i);
      i++;
    }
    for (; i + 8 <= count; i += 8) {
      int eight = bits.get((from + i) >>> 3);
      for (int j = 0; j < 8; j++) {
        out[at + i + j] = (eight >>> j & 1) != 0;
      }
    }
    for (; i < count; i++) {
      out[at + i] = bit(bits, from + i);
    }
  }

  /** Whether all of {@code count} bits from bit {@code from} on are set. */
  static boolean allSet(ByteBuffer bits, int from, int count) {
    int i = from;
    int end = from + count;
    while (i < end) {
      if ((i & 7) == 0 && i + 8 <= end) {
        if (bits.get(i >>> 3) != -1) {
          return false;
        }
        i += 8;
      } else if (!bit(bits, i++)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(ByteBuffer bits, int index) {
    return (bits.get(index >>> 3) >>> (index & 7) & 1) != 0;
  }
}
