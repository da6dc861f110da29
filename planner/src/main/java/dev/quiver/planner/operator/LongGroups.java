package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.column.Column;
import java.util.Arrays;
import java.util.List;

/** Keys that sort as longs, in open addressing with linear probing. */
final class LongGroups extends GroupTable {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[1 << 10];
  private int[] groups = new int[1 << 10];
  private int nullGroup = ABSENT;
  private int size;

  LongGroups() {
    Arrays.fill(groups, ABSENT);
  }

  @Override
  void number(List<Column> columns, int rows, int[] out, boolean insert) {
    Column column = columns.get(0);
    long[] values = Comparisons.sortKeys(column);
    boolean[] nulls = column.nulls();
    for (int i = 0; i < rows; i++) {
      if (nulls != null && nulls[i]) {
        nullGroup = nullGroup == ABSENT && insert ? size++ : nullGroup;
        out[i] = nullGroup;
      } else {
        out[i] = number(values[i], insert);
      }
    }
  }

  private int number(long key, boolean insert) {
    int mask = keys.length - 1;
    int slot = slot(key, mask);
    while (groups[slot] != ABSENT) {
      if (keys[slot] == key) {
        return groups[slot];
      }
      slot = (slot + 1) & mask;
    }
    if (!insert) {
      return ABSENT;
    }
    keys[slot] = key;
    groups[slot] = size++;
    int group = groups[slot];
    if (size * 2 > keys.length) {
      grow();
    }
    return group;
  }

  private static int slot(long key, int mask) {
    long mixed = key * MIX;
    return (int) (mixed >>> 32 ^ mixed) & mask;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldGroups = groups;
    keys = new long[oldKeys.length * 2];
    groups = new int[keys.length];
    Arrays.fill(groups, ABSENT);
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldGroups[i] != ABSENT) {
        int slot = slot(oldKeys[i], mask);
        while (groups[slot] != ABSENT) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = oldKeys[i];
        groups[slot] = oldGroups[i];
      }
    }
  }

  @Override
  int size() {
    return size;
  }

  @Override
  long heldBytes() {
    return (long) keys.length * (Long.BYTES + Integer.BYTES);
  }
}
