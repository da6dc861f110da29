package dev.quiver.planner.operator;

import java.util.Arrays;

/** Arrays that grow by doubling. */
final class Growth {
  private Growth() {}

  static int capacity(int current, int needed) {
    return needed <= current
        ? current
        : (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, current * 2L));
  }

  static long[] grown(long[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed));
  }

  static double[] grown(double[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed));
  }

  static <T> T[] grown(T[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed));
  }
}
