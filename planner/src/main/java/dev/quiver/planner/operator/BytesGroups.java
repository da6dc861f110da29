package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Byte strings as keys, in open addressing; the bytes of all keys lie in one array. */
final class BytesGroups extends GroupTable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private int[] slots = new int[1 << 10];
  private int[] hashes = new int[1 << 9];
  private int[] offsets = new int[(1 << 9) + 1];
  private byte[] bytes = new byte[1 << 12];
  private int stored;

  /** The number of NULL. */
  private int nullGroup = ABSENT;

  BytesGroups() {
    Arrays.fill(slots, ABSENT);
  }

  @Override
  void number(List<Column> keys, int rows, int[] out, boolean insert) {
    BytesColumn column = (BytesColumn) keys.get(0);
    boolean[] nulls = column.nulls();
    for (int i = 0; i < rows; i++) {
      if (nulls != null && nulls[i]) {
        if (nullGroup == ABSENT && insert) {
          nullGroup = stored;
          append(column, i, 0);
        }
        out[i] = nullGroup;
      } else {
        out[i] = number(column, i, insert);
      }
    }
  }

  private int number(BytesColumn column, int row, boolean insert) {
    byte[] source = column.bytes();
    int from = column.start(row);
    int to = column.end(row);
    int hash = hash(source, from, to);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != ABSENT) {
      int key = slots[slot];
      if (hashes[key] == hash
          && Arrays.equals(source, from, to, bytes, offsets[key], offsets[key + 1])) {
        return key;
      }
      slot = (slot + 1) & mask;
    }
    if (!insert) {
      return ABSENT;
    }
    slots[slot] = stored;
    append(column, row, hash);
    if (stored * 2 > slots.length) {
      grow();
    }
    return stored - 1;
  }

  /** Keeps a key's bytes under the next number; NULL has one too, though no slot leads to it. */
  private void append(BytesColumn column, int row, int hash) {
    int length = column.end(row) - column.start(row);
    long end = (long) offsets[stored] + length;
    if (end > MAX_BYTES) {
      throw new QuiverException(ErrorCode.OUT_OF_MEMORY, "grouping", "2 GiB of keys");
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(end, bytes.length * 2L)));
    }
    if (stored == hashes.length) {
      hashes = Arrays.copyOf(hashes, stored * 2);
      offsets = Arrays.copyOf(offsets, stored * 2 + 1);
    }
    System.arraycopy(column.bytes(), column.start(row), bytes, offsets[stored], length);
    hashes[stored] = hash;
    offsets[++stored] = (int) end;
  }

  private static int hash(byte[] source, int from, int to) {
    long hash = to - from;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(source, i)) * MIX;
      hash ^= hash >>> 29;
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 8 | (source[i] & 0xFF);
    }
    hash = (hash ^ rest) * MIX;
    return (int) (hash ^ hash >>> 32);
  }

  private void grow() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, ABSENT);
    int mask = slots.length - 1;
    for (int key = 0; key < stored; key++) {
      if (key != nullGroup) {
        int slot = hashes[key] & mask;
        while (slots[slot] != ABSENT) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = key;
      }
    }
  }

  @Override
  int size() {
    return stored;
  }

  @Override
  long heldBytes() {
    return bytes.length + (long) Integer.BYTES * (slots.length + hashes.length + offsets.length);
  }
}
