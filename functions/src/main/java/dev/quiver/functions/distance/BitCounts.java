package dev.quiver.functions.distance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hamming and Jaccard distance, counting bits eight bytes at a time. */
final class BitCounts {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitCounts() {}

  static final class Hamming implements BitDistance {
    @Override
    public void distances(byte[] rows, int rowCount, byte[] query, double[] out) {
      Blocks.check(rows.length, rowCount, query.length, out.length);
      for (int row = 0; row < rowCount; row++) {
        out[row] = differing(rows, row * query.length, query, 0, query.length);
      }
    }

    @Override
    public double distance(byte[] a, int aOffset, byte[] b, int bOffset, int stride) {
      return differing(a, aOffset, b, bOffset, stride);
    }
  }

  static final class Jaccard implements BitDistance {
    @Override
    public void distances(byte[] rows, int rowCount, byte[] query, double[] out) {
      Blocks.check(rows.length, rowCount, query.length, out.length);
      int inQuery = set(query, 0, query.length);
      for (int row = 0; row < rowCount; row++) {
        int offset = row * query.length;
        out[row] =
            jaccard(
                differing(rows, offset, query, 0, query.length),
                set(rows, offset, query.length) + inQuery);
      }
    }

    @Override
    public double distance(byte[] a, int aOffset, byte[] b, int bOffset, int stride) {
      return jaccard(
          differing(a, aOffset, b, bOffset, stride),
          set(a, aOffset, stride) + set(b, bOffset, stride));
    }

    /** Bits in both count twice in {@code total}, bits in one of them once. */
    private static double jaccard(int differing, int total) {
      int both = (total - differing) / 2;
      int either = total - both;
      return either == 0 ? 0 : 1 - (double) both / either;
    }
  }

  private static int differing(byte[] a, int aOffset, byte[] b, int bOffset, int stride) {
    int count = 0;
    int i = 0;
    for (; i + 8 <= stride; i += 8) {
      count += Long.bitCount((long) LONGS.get(a, aOffset + i) ^ (long) LONGS.get(b, bOffset + i));
    }
    for (; i < stride; i++) {
      count += Integer.bitCount((a[aOffset + i] ^ b[bOffset + i]) & 0xFF);
    }
    return count;
  }

  private static int set(byte[] a, int aOffset, int stride) {
    int count = 0;
    int i = 0;
    for (; i + 8 <= stride; i += 8) {
      count += Long.bitCount((long) LONGS.get(a, aOffset + i));
    }
    for (; i < stride; i++) {
      count += Integer.bitCount(a[aOffset + i] & 0xFF);
    }
    return count;
  }
}
