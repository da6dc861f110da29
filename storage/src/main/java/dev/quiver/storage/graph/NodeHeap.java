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
    long key = FloatKeys.of(distance, node) ^ flip;
    int at = size++;
    while (at > 0 && heap[(at - 1) >>> 1] > key) {
      heap[at] = heap[(at - 1) >>> 1];
      at = (at - 1) >>> 1;
    }
    heap[at] = key;
  }

  /** The distance of the first node; there must be one. */
  float firstDistance() {
    return FloatKeys.value(heap[0] ^ flip);
  }

  /** Takes the first node away; there must be one. */
  int poll() {
    int node = (int) (heap[0] ^ flip);
    heap[0] = heap[--size];
    FloatKeys.siftDown(heap, size, 0);
    return node;
  }
}
