package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;

/** Ascending row numbers in arrays: all rows, and what set algebra makes of some. */
public final class Selections {
  private static final int[] SHORT = count(Batch.TARGET_ROWS);

  private Selections() {}

  /** 0, 1, 2, … at least {@code size} of them. Shared: not to be written to. */
  public static int[] all(int size) {
    return size <= SHORT.length ? SHORT : count(size);
  }

  private static int[] count(int size) {
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = i;
    }
    return rows;
  }

  /** Writes {@code all} without {@code some}, a subsequence of it; returns how many. */
  static int minus(int[] all, int allCount, int[] some, int someCount, int[] out) {
    int left = 0;
    int next = 0;
    for (int i = 0; i < allCount; i++) {
      if (next < someCount && some[next] == all[i]) {
        next++;
      } else {
        out[left++] = all[i];
      }
    }
    return left;
  }

  /** Merges two disjoint selections into {@code out}, which is neither of them. */
  static int union(int[] a, int aCount, int[] b, int bCount, int[] out) {
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < aCount && j < bCount) {
      out[n++] = a[i] < b[j] ? a[i++] : b[j++];
    }
    while (i < aCount) {
      out[n++] = a[i++];
    }
    while (j < bCount) {
      out[n++] = b[j++];
    }
    return n;
  }
}
