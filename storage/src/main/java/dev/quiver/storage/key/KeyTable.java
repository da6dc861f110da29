package dev.quiver.storage.key;

/** Row numbers by the hashes of their keys: open addressing, rows of one hash side by side. */
final class KeyTable {
  private static final int MIN_SLOTS = 16;

  private long[] hashes = new long[MIN_SLOTS];

  /** Row + 1; 0 for an empty slot. */
  private int[] rows = new int[MIN_SLOTS];

  private int count;

  /** Makes room for more rows, so that adding them moves none. */
  void reserve(int more) {
    long needed = (count + (long) more) * 3 / 2 + 1;
    if (needed <= hashes.length) {
      return;
    }
    long slots = Long.highestOneBit(needed - 1) << 1;
    if (slots > 1 << 30) {
      throw new IllegalStateException(needed + " slots of keys");
    }
    long[] oldHashes = hashes;
    int[] oldRows = rows;
    hashes = new long[(int) slots];
    rows = new int[(int) slots];
    count = 0;
    for (int i = 0; i < oldRows.length; i++) {
      if (oldRows[i] != 0) {
        add(oldHashes[i], oldRows[i] - 1);
      }
    }
  }

  /** Adds a row; room was reserved. */
  void add(long hash, int row) {
    int slot = (int) hash & (hashes.length - 1);
    while (rows[slot] != 0) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    hashes[slot] = hash;
    rows[slot] = row + 1;
    count++;
  }

  /** Takes the row out that was added last. */
  void removeLast(long hash, int row) {
    int slot = (int) hash & (hashes.length - 1);
    while (rows[slot] != row + 1) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    rows[slot] = 0;
    count--;
  }

  /** The slot of the first row of a hash, or -1. */
  int find(long hash) {
    return scan((int) hash & (hashes.length - 1), hash);
  }

  /** The slot of the next row of the same hash, or -1. */
  int next(int slot) {
    return scan((slot + 1) & (hashes.length - 1), hashes[slot]);
  }

  private int scan(int from, long hash) {
    for (int slot = from; rows[slot] != 0; slot = (slot + 1) & (hashes.length - 1)) {
      if (hashes[slot] == hash) {
        return slot;
      }
    }
    return -1;
  }

  /** The row of a slot, or -1 if it is empty. */
  int row(int slot) {
    return rows[slot] - 1;
  }
}
