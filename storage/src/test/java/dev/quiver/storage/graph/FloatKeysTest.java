package dev.quiver.storage.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatKeysTest {
  private static final float[] VALUES = {
    Float.NEGATIVE_INFINITY,
    -1e30f,
    -2,
    -Float.MIN_VALUE,
    0,
    Float.MIN_VALUE,
    0.5f,
    3,
    1e30f,
    Float.POSITIVE_INFINITY
  };

  @Test
  void areOrderedAsTheFloatsAndThenByWhatTheyAreFor() {
    for (int i = 0; i < VALUES.length; i++) {
      assertThat(FloatKeys.value(FloatKeys.of(VALUES[i], -1))).isEqualTo(VALUES[i]);
      assertThat(FloatKeys.of(VALUES[i], 7)).isGreaterThan(FloatKeys.of(VALUES[i], 6));
      // The highest bit is one like the others.
      assertThat(FloatKeys.of(VALUES[i], -1)).isGreaterThan(FloatKeys.of(VALUES[i], 7));
      assertThat((int) FloatKeys.of(VALUES[i], -1)).isEqualTo(-1);
      if (i > 0) {
        assertThat(FloatKeys.of(VALUES[i], 0)).isGreaterThan(FloatKeys.of(VALUES[i - 1], -1));
      }
    }
    assertThat(FloatKeys.of(-0f, 5)).isEqualTo(FloatKeys.of(0f, 5));
  }

  @Test
  void aHeapGivesTheLeastFirst() {
    Random random = new Random(3);
    for (int size = 1; size < 40; size++) {
      long[] heap = random.longs(size, 0, 30).toArray();
      long[] sorted = heap.clone();
      Arrays.sort(sorted);
      for (int from = size / 2 - 1; from >= 0; from--) {
        FloatKeys.siftDown(heap, size, from);
      }
      for (int left = size; left > 0; left--) {
        assertThat(heap[0]).isEqualTo(sorted[size - left]);
        heap[0] = heap[left - 1];
        FloatKeys.siftDown(heap, left - 1, 0);
      }
    }
  }
}
