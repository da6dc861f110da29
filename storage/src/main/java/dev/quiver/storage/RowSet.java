package dev.quiver.storage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Rows of a table, each by fragment and offset: what a DELETE collects. Not safe for several
 * threads.
 */
public final class RowSet {
  private static final class Offsets {
    int[] rows = new int[16];
    int count;
  }

  private final Map<UUID, Offsets> byFragment = new LinkedHashMap<>();
  private long size;

  public void add(UUID fragment, int offset) {
    Offsets offsets = byFragment.computeIfAbsent(fragment, f -> new Offsets());
    if (offsets.count == offsets.rows.length) {
      offsets.rows = Arrays.copyOf(offsets.rows, offsets.count * 2);
    }
    offsets.rows[offsets.count++] = offset;
    size++;
  }

  public long size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Hands out each fragment with the offsets of its rows, in the order they were added. */
  public void forEach(BiConsumer<UUID, int[]> consumer) {
    byFragment.forEach((id, o) -> consumer.accept(id, Arrays.copyOf(o.rows, o.count)));
  }
}
