package dev.quiver.storage.key;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.HeapFragment;
import dev.quiver.storage.fragment.HeapRows;
import dev.quiver.storage.fragment.MaskedFragment;
import dev.quiver.storage.table.Schema;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds keys that two fragments share. Safe for any number of threads.
 *
 * <p>Fragments whose key statistics do not overlap are told apart without reading; else the hashes
 * of a fragment's keys are read once and kept while memory allows. A key is shared only if its
 * values are equal, not merely its hashes.
 */
public final class KeyTables {
  private final Map<UUID, SoftReference<KeyTable>> kept = new ConcurrentHashMap<>();

  /** Of rows that no file holds yet; they are told apart by identity, and go with them. */
  private final Map<HeapRows, KeyTable> inMemory = Collections.synchronizedMap(new WeakHashMap<>());

  /** The key of a live row of {@code added} that a live row of {@code existing} has too. */
  public Optional<String> shared(Schema schema, MaskedFragment added, MaskedFragment existing) {
    int[] key = fieldIds(schema);
    if (!mayOverlap(key, added, existing)) {
      return Optional.empty();
    }
    KeyTable addedKeys = table(key, added);
    KeyTable existingKeys = table(key, existing);
    boolean swap = addedKeys.count() > existingKeys.count();
    Probe probe =
        swap
            ? new Probe(key, existing, existingKeys, added, addedKeys)
            : new Probe(key, added, addedKeys, existing, existingKeys);
    return probe.run();
  }

  private static int[] fieldIds(Schema schema) {
    return schema.primaryKey().stream().mapToInt(i -> schema.fields().get(i).id()).toArray();
  }

  private static boolean mayOverlap(int[] key, MaskedFragment left, MaskedFragment right) {
    for (int field : key) {
      Optional<ColumnStatistics> a = left.statistics(field);
      Optional<ColumnStatistics> b = right.statistics(field);
      if (a.isPresent()
          && b.isPresent()
          && (Bounds.isBelow(a.get().max(), b.get().min())
              || Bounds.isBelow(b.get().max(), a.get().min()))) {
        return false;
      }
    }
    return true;
  }

  private KeyTable table(int[] key, MaskedFragment fragment) {
    if (fragment instanceof HeapFragment heap) {
      return inMemory.computeIfAbsent(heap.rows(), rows -> read(key, fragment));
    }
    SoftReference<KeyTable> reference = kept.get(fragment.id());
    KeyTable table = reference == null ? null : reference.get();
    if (table == null) {
      table = read(key, fragment);
      kept.put(fragment.id(), new SoftReference<>(table));
      kept.values().removeIf(r -> r.get() == null);
    }
    return table;
  }

  private static KeyTable read(int[] key, MaskedFragment fragment) {
    KeyTable table = new KeyTable();
    table.reserve(fragment.physicalRows());
    try (FragmentReader reader = fragment.open(key)) {
      for (int from = 0; from < fragment.physicalRows(); ) {
        int to = reader.batchEnd(from);
        KeyColumns columns = KeyColumns.of(reader.read(from, to));
        for (int i = 0; i < to - from; i++) {
          table.add(columns.hash(i), from + i);
        }
        from = to;
      }
    }
    return table;
  }

  private static KeyColumns row(int[] key, MaskedFragment fragment, int row) {
    try (FragmentReader reader = fragment.open(key)) {
      return KeyColumns.of(reader.read(row, row + 1));
    }
  }

  /** Looks for each key of a small fragment in a larger one. */
  private record Probe(
      int[] key,
      MaskedFragment small,
      KeyTable smallKeys,
      MaskedFragment large,
      KeyTable largeKeys) {

    Optional<String> run() {
      RoaringBitmap smallDeletes = small.deletedRows();
      RoaringBitmap largeDeletes = large.deletedRows();
      for (int slot = 0; slot < smallKeys.slots(); slot++) {
        int row = smallKeys.row(slot);
        if (row < 0) {
          continue;
        }
        int found = largeKeys.find(smallKeys.hash(slot));
        for (; found >= 0; found = largeKeys.next(found)) {
          int other = largeKeys.row(found);
          if ((smallDeletes == null || !smallDeletes.contains(row))
              && (largeDeletes == null || !largeDeletes.contains(other))) {
            KeyColumns one = KeyTables.row(key, small, row);
            if (one.sameKey(0, KeyTables.row(key, large, other), 0)) {
              return Optional.of(one.show(0));
            }
          }
        }
      }
      return Optional.empty();
    }
  }
}
