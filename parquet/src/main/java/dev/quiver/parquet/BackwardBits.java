package dev.quiver.parquet;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits of Zstandard's entropy-coded streams, which are read from their end: the highest set bit of
 * the last byte marks where. Before the beginning there are zeros, and {@link #left} is negative.
 */
final class BackwardBits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int start;
  private final int end;
  private long left;

  BackwardBits(byte[] bytes, int start, int end) throws IOException {
    if (start >= end || bytes[end - 1] == 0) {
      throw new IOException("a Zstandard stream without an end mark");
    }
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    int padding = Integer.numberOfLeadingZeros(bytes[end - 1] & 0xFF) - 24 + 1;
    this.left = (end - start) * 8L - padding;
  }

  /** Bits not read yet; negative if more were read than there are. */
  long left() {
    return left;
  }

  /** At most 32 bits, the last of which was written first. */
  int read(int count) {
    int value = peek(count);
    left -= count;
    return value;
  }

  void skip(int count) {
    left -= count;
  }

  int peek(int count) {
    long from = left - count;
    if (from >= 0) {
      return (int) (window(from) & ((1L << count) - 1));
    }
    if (left <= 0) {
      return 0;
    }
    return (int) ((window(0) & ((1L << left) - 1)) << -from);
  }

  /** At least 57 bits from a place on, zeros behind the end. */
  private long window(long bit) {
    int index = start + (int) (bit >>> 3);
    int shift = (int) bit & 7;
    if (index + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, index) >>> shift;
    }
    long value = 0;
    for (int i = Math.min(end, bytes.length) - 1; i >= index; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value >>> shift;
  }
}
