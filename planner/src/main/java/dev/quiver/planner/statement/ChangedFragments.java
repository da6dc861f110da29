package dev.quiver.planner.statement;

import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of which fragments two versions of a table do not share.
 *
 * <p>Fragments that both have are compared by their deletes. Of the rows that are left, those that
 * are gone and those that are new cancel out where they are equal: compaction may have moved them,
 * or a change been undone. What is held in memory is a bit for each of many hashes, and the rows
 * that are gone of which one with the same hash is new.
 */
final class ChangedFragments {
  /**
   * Some rows of a fragment.
   *
   * @param inserted whether they are new; else they are gone
   */
  record Part(Fragment fragment, BitSet rows, boolean inserted) {}

  /** A row of a part. */
  private record Place(Part part, int row) {}

  private static final int HASH_BITS = 24;

  private final ExecutionContext context;
  private final List<Part> gone = new ArrayList<>();
  private final List<Part> fresh = new ArrayList<>();

  private ChangedFragments(ExecutionContext context) {
    this.context = context;
  }

  static List<Part> between(
      @Nullable TableVersion before, TableVersion after, ExecutionContext context) {
    ChangedFragments changed = new ChangedFragments(context);
    changed.compare(before == null ? List.of() : before.fragments(), after.fragments());
    if (!changed.gone.isEmpty() && !changed.fresh.isEmpty()) {
      changed.cancelEqual(after.schema().fields().stream().mapToInt(Field::id).toArray());
    }
    List<Part> all = new ArrayList<>(changed.gone);
    all.addAll(changed.fresh);
    return all;
  }

  private void compare(List<Fragment> before, List<Fragment> after) {
    Map<UUID, Fragment> old = new LinkedHashMap<>();
    before.forEach(fragment -> old.put(fragment.id(), fragment));
    for (Fragment now : after) {
      Fragment then = old.remove(now.id());
      BitSet inserted = live(now);
      if (then == null) {
        add(fresh, now, inserted, true);
      } else {
        BitSet deleted = live(then);
        BitSet both = (BitSet) deleted.clone();
        both.and(inserted);
        deleted.andNot(both);
        inserted.andNot(both);
        add(gone, then, deleted, false);
        add(fresh, now, inserted, true);
      }
    }
    old.values().forEach(fragment -> add(gone, fragment, live(fragment), false));
  }

  private static void add(List<Part> parts, Fragment fragment, BitSet rows, boolean inserted) {
    if (!rows.isEmpty()) {
      parts.add(new Part(fragment, rows, inserted));
    }
  }

  private BitSet live(Fragment fragment) {
    BitSet rows = new BitSet(fragment.physicalRows());
    try (FragmentReader reader = fragment.open(new int[0])) {
      int[] live = new int[Batch.TARGET_ROWS];
      for (int from = 0; from < fragment.physicalRows(); from += live.length) {
        context.checkCancelled();
        int to = Math.min(fragment.physicalRows(), from + live.length);
        int count = reader.liveRows(from, to, live);
        for (int i = 0; i < count; i++) {
          rows.set(live[i]);
        }
      }
    }
    return rows;
  }

  private void cancelEqual(int[] fieldIds) {
    BitSet goneHashes = new BitSet();
    for (Part part : gone) {
      forEach(part, fieldIds, (row, values) -> goneHashes.set(hash(values)));
    }
    BitSet both = new BitSet();
    for (Part part : fresh) {
      forEach(part, fieldIds, (row, values) -> both.set(hash(values)));
    }
    both.and(goneHashes);
    if (!both.isEmpty()) {
      cancelEqual(fieldIds, both);
    }
  }

  private void cancelEqual(int[] fieldIds, BitSet hashes) {
    Map<List<@Nullable Object>, Deque<Place>> left = new HashMap<>();
    for (Part part : gone) {
      forEach(
          part,
          fieldIds,
          (row, values) -> {
            if (hashes.get(hash(values))) {
              left.computeIfAbsent(values, v -> new ArrayDeque<>()).add(new Place(part, row));
            }
          });
    }
    for (Part part : fresh) {
      BitSet cancelled = new BitSet();
      forEach(
          part,
          fieldIds,
          (row, values) -> {
            Deque<Place> places = hashes.get(hash(values)) ? left.get(values) : null;
            Place place = places == null ? null : places.poll();
            if (place != null) {
              place.part().rows().clear(place.row());
              cancelled.set(row);
            }
          });
      part.rows().andNot(cancelled);
    }
    gone.removeIf(part -> part.rows().isEmpty());
    fresh.removeIf(part -> part.rows().isEmpty());
  }

  private static int hash(List<@Nullable Object> values) {
    return values.hashCode() * 0x9E3779B9 >>> (Integer.SIZE - HASH_BITS);
  }

  /** A vector that is equal to one of the same bits. */
  private record Floats(float[] values) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Floats floats && Arrays.equals(values, floats.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  private interface RowVisitor {
    void row(int offset, List<@Nullable Object> values);
  }

  private void forEach(Part part, int[] fieldIds, RowVisitor visitor) {
    try (FragmentReader reader = part.fragment().open(fieldIds)) {
      for (int from = 0; from < reader.physicalRows(); ) {
        context.checkCancelled();
        int to = reader.batchEnd(from);
        int[] rows = part.rows().get(from, to).stream().toArray();
        if (rows.length > 0) {
          Batch batch = reader.read(from, to).select(rows, rows.length);
          for (int i = 0; i < rows.length; i++) {
            visitor.row(rows[i] + from, values(batch, i));
          }
        }
        from = to;
      }
    }
  }

  private static List<@Nullable Object> values(Batch batch, int row) {
    List<@Nullable Object> values = new ArrayList<>(batch.columnCount());
    for (int c = 0; c < batch.columnCount(); c++) {
      Object value = batch.column(c).value(row);
      values.add(
          value instanceof float[] floats
              ? new Floats(floats)
              : value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }
    return values;
  }
}
