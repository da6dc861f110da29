package dev.quiver.storage.graph;

import java.util.Arrays;

/**
 * Nodes by distance, the least first, or the greatest first if so made; equally far ones by number.
 * For one thread.
 */
final class NodeHeap {
  private final long flip;
  private long[] heap;
  private int size;

  NodeHeap(boolean greatestFirst, int capacity) {
    this.flip = greatestFirst ? -1 : 0;
    this.heap = new long[Math.max(4, capacity)];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void add(float distance, int node) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    long key = ((long) sortable(distance) << 32 | node) ^ flip;
    int at = size++;
    while (at > 0 && heap[(at - 1) >>> 1] > key) {
      heap[at] = heap[(at - 1) >>> 1];
      at = (at - 1) >>> 1;
    }
    heap[at] = key;
  }

  /** The distance of the first node; there must be one. */
  float firstDistance() {
    return distance((int) ((heap[0] ^ flip) >> 32));
  }

  /** Takes the first node away; there must be one. */
  int poll() {
    int node = (int) (heap[0] ^ flip);
    long last = heap[--size];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return node;
  }

  /** Bits that are ordered as the floats are. */
  private static int sortable(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  private static float distance(int sortable) {
    return Float.intBitsToFloat(sortable ^ (sortable >> 31 & Integer.MAX_VALUE));
  }
}
