package dev.quiver.storage.index;

/** Lists by ascending key, each found when asked for: most searches ask for few. For one thread. */
final class ListOrder {
  private final long[] heap;
  private int size;

  ListOrder(float[] keys, int count) {
    this.heap = new long[count];
    this.size = count;
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(keys[i]);
      heap[i] = (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | i;
    }
    for (int i = count / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  /** The next list; −1 when there are no more. */
  int next() {
    if (size == 0) {
      return -1;
    }
    int list = (int) heap[0];
    heap[0] = heap[--size];
    siftDown(0);
    return list;
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
