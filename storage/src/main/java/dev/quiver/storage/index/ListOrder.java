package dev.quiver.storage.index;

import dev.quiver.storage.graph.FloatKeys;
import java.util.Arrays;

/**
 * Lists by ascending key: thrown into as many buckets of equal width as there are lists, each of
 * which is sorted when it is come to. For one thread.
 */
final class ListOrder {
  private final long[] numbers;
  private final int[] ends;
  private int bucket;
  private int sorted;
  private int taken;

  ListOrder(float[] keys, int count) {
    this.numbers = new long[count];
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, keys[i]);
      most = Math.max(most, keys[i]);
    }
    float perKey = (count - 1) / (most - least);
    // Where keys are all but equal, or too far apart for a float, one bucket has all.
    boolean even = perKey > 0 && perKey < Float.POSITIVE_INFINITY;
    this.ends = new int[even ? count : 1];
    int[] bucketOf = new int[count];
    for (int i = 0; i < count; i++) {
      bucketOf[i] = even ? (int) ((keys[i] - least) * perKey) : 0;
      ends[bucketOf[i]]++;
    }
    for (int b = 1; b < ends.length; b++) {
      ends[b] += ends[b - 1];
    }
    int[] next = ends.clone();
    for (int i = count - 1; i >= 0; i--) {
      numbers[--next[bucketOf[i]]] = FloatKeys.of(keys[i], i);
    }
  }

  /** The next list; −1 when there are no more. */
  int next() {
    while (taken == sorted) {
      if (bucket == ends.length) {
        return -1;
      }
      sorted = ends[bucket++];
      if (sorted > taken + 1) {
        Arrays.sort(numbers, taken, sorted);
      }
    }
    return (int) numbers[taken++];
  }
}
