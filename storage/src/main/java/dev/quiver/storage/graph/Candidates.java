package dev.quiver.storage.graph;

import java.util.Arrays;

/** Rows that may become neighbours of one row, and how far they are from it. For one thread. */
final class Candidates {
  /** Of a key, how many low bits are the place. */
  private static final int PLACE_BITS = 12;

  private static final int MOST = 1 << PLACE_BITS;

  private int[] rows = new int[64];
  private float[] distances = new float[64];
  private long[] keys = new long[64];
  private int count;

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  int row(int place) {
    return rows[place];
  }

  float distance(int place) {
    return distances[place];
  }

  void add(int row, float distance) {
    if (count == rows.length) {
      if (count == MOST) {
        throw new IllegalStateException("more than " + MOST + " candidates");
      }
      rows = Arrays.copyOf(rows, 2 * count);
      distances = Arrays.copyOf(distances, 2 * count);
      keys = new long[2 * count];
    }
    rows[count] = row;
    distances[count++] = distance;
  }

  /** Nearest first; of equally near ones none is preferred by all rows that they may belong to. */
  void sort(int owner) {
    for (int i = 0; i < count; i++) {
      long random = mix(rows[i] * 31L + owner) & 0xFFFFF;
      keys[i] = FloatKeys.of(distances[i], (int) (random << PLACE_BITS) | i);
    }
    Arrays.sort(keys, 0, count);
    int[] oldRows = Arrays.copyOf(rows, count);
    float[] oldDistances = Arrays.copyOf(distances, count);
    for (int i = 0; i < count; i++) {
      int place = (int) keys[i] & (MOST - 1);
      rows[i] = oldRows[place];
      distances[i] = oldDistances[place];
    }
  }

  /** Scrambles a number. */
  static long mix(long value) {
    long z = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
