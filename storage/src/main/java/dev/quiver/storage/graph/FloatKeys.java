package dev.quiver.storage.graph;

/**
 * Numbers that are ordered as a float is, and then as an integer: what heaps and sorts of arrays
 * compare. Zero of either sign is the same.
 */
public final class FloatKeys {
  private FloatKeys() {}

  /**
   * @param what taken without a sign
   */
  public static long of(float value, int what) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return (long) ordered(bits) << 32 | Integer.toUnsignedLong(what);
  }

  /** The float of a key. */
  static float value(long key) {
    return Float.intBitsToFloat(ordered((int) (key >> 32)));
  }

  /** Bits ordered as floats are, of the bits of a float; and the other way round. */
  private static int ordered(int bits) {
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /** Moves the key at a place of a heap, the least of which is first, down to where it belongs. */
  public static void siftDown(long[] heap, int size, int from) {
    int at = from;
    long key = heap[at];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = key;
  }
}
