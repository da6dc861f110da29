package dev.quiver.storage.lookup;

import java.util.Arrays;

/** Hashes and rows in memory. */
public final class SortedKeys implements KeyIndex {
  private static final int FEW = 64;
  private static final int DIGIT_BITS = 11;

  private final long[] hashes;
  private final int[] rows;

  private SortedKeys(long[] hashes, int[] rows) {
    this.hashes = hashes;
    this.rows = rows;
  }

  /**
   * Sorts some hashes with their rows, both of which are taken over. Rows of equal hash keep their
   * order.
   */
  static SortedKeys sorting(long[] hashes, int[] rows) {
    if (hashes.length <= FEW) {
      insertionSort(hashes, rows);
      return new SortedKeys(hashes, rows);
    }
    long[][] hashesBy = {hashes, new long[hashes.length]};
    int[][] rowsBy = {rows, new int[rows.length]};
    int from = 0;
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      int to = 1 - from;
      distribute(hashesBy[from], rowsBy[from], shift, hashesBy[to], rowsBy[to]);
      from = to;
    }
    return new SortedKeys(hashesBy[from], rowsBy[from]);
  }

  private static void insertionSort(long[] hashes, int[] rows) {
    for (int i = 1; i < hashes.length; i++) {
      long hash = hashes[i];
      int row = rows[i];
      int at = i;
      for (; at > 0 && Long.compareUnsigned(hashes[at - 1], hash) > 0; at--) {
        hashes[at] = hashes[at - 1];
        rows[at] = rows[at - 1];
      }
      hashes[at] = hash;
      rows[at] = row;
    }
  }

  /** One pass of a radix sort: linear whatever the hashes are. */
  private static void distribute(
      long[] hashes, int[] rows, int shift, long[] toHashes, int[] toRows) {
    int mask = (1 << DIGIT_BITS) - 1;
    int[] ends = new int[mask + 1];
    for (long hash : hashes) {
      ends[(int) (hash >>> shift) & mask]++;
    }
    int sum = 0;
    for (int digit = 0; digit <= mask; digit++) {
      int count = ends[digit];
      ends[digit] = sum;
      sum += count;
    }
    for (int i = 0; i < hashes.length; i++) {
      int at = ends[(int) (hashes[i] >>> shift) & mask]++;
      toHashes[at] = hashes[i];
      toRows[at] = rows[i];
    }
  }

  @Override
  public int keys() {
    return hashes.length;
  }

  @Override
  public int find(long hash) {
    int low = 0;
    int high = hashes.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(hashes[middle], hash) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low < hashes.length && hashes[low] == hash ? low : -1;
  }

  @Override
  public long hash(int position) {
    return hashes[position];
  }

  @Override
  public int row(int position) {
    return rows[position];
  }

  @Override
  public int hashes(int from, long[] out) {
    int count = Math.min(out.length, hashes.length - from);
    System.arraycopy(hashes, from, out, 0, count);
    return count;
  }

  /** Collects the keys of rows that come batch by batch. For one thread. */
  public static final class Collector {
    private long[] hashes = new long[16];
    private int[] rows = new int[16];
    private int count;
    private int next;

    /** Adds the keys of the next rows. */
    public void add(KeyColumns columns) {
      int size = columns.size();
      if (count + size > hashes.length) {
        int room = Math.max(count + size, (int) Math.min(1 << 30, hashes.length * 2L));
        hashes = Arrays.copyOf(hashes, room);
        rows = Arrays.copyOf(rows, room);
      }
      for (int row = 0; row < size; row++) {
        if (columns.hasKey(row)) {
          hashes[count] = columns.hash(row);
          rows[count++] = next + row;
        }
      }
      next += size;
    }

    /** The keys of all rows added; the collector is empty then. */
    public SortedKeys sorted() {
      SortedKeys sorted =
          SortedKeys.sorting(Arrays.copyOf(hashes, count), Arrays.copyOf(rows, count));
      hashes = new long[0];
      rows = new int[0];
      count = 0;
      return sorted;
    }
  }
}
