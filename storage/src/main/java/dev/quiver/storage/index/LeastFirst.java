package dev.quiver.storage.index;

import dev.quiver.storage.graph.FloatKeys;

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
      FloatKeys.siftDown(heap, size, i);
    }
  }

  /** Takes the least of those that are left, of which there must be one. */
  long next() {
    long least = heap[0];
    heap[0] = heap[--size];
    FloatKeys.siftDown(heap, size, 0);
    return least;
  }
}
