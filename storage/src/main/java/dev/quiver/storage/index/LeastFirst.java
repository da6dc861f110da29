package dev.quiver.storage.index;

/**
 * Numbers by ascending value, each found when asked for: a heap over an array of the caller's,
 * worth it where few of many are asked for. For one thread.
 */
final class LeastFirst {
  private final long[] heap;
  private int size;

  /** Takes the first so many numbers of the array, which is its own from now on. */
  LeastFirst(long[] numbers, int size) {
    this.heap = numbers;
    this.size = size;
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  /** A number that is ordered as its key is, with something of less than 31 bits that it is for. */
  static long keyed(float key, int what) {
    int bits = Float.floatToRawIntBits(key);
    return (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | what;
  }

  /** Takes the least of those that are left, of which there must be one. */
  long next() {
    long least = heap[0];
    heap[0] = heap[--size];
    siftDown(0);
    return least;
  }

  private void siftDown(int from) {
    int at = from;
    long value = heap[at];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = value;
  }
}
