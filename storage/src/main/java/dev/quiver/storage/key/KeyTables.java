package dev.quiver.storage.key;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.MaskedFragment;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.KeyIndex;
import dev.quiver.storage.lookup.SortedKeys;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds keys that two fragments share. Safe for any number of threads.
 *
 * <p>Fragments whose key statistics do not overlap are told apart without reading. Else the hashes
 * of the one with fewer keys are looked up in the other's key file; of a fragment without one they
 * are read once and kept while memory allows. A key is shared only if its values are equal, not
 * merely its hashes.
 */
public final class KeyTables {
  private final Map<Read, SoftReference<SortedKeys>> kept = new ConcurrentHashMap<>();

  /** What was read of which fragment. */
  private record Read(UUID fragment, List<Integer> fieldIds) {}

  /** The key of a live row of {@code added} that a live row of {@code existing} has too. */
  public Optional<SharedKey> shared(Schema schema, MaskedFragment added, MaskedFragment existing) {
    for (Key key : schema.keys()) {
      List<Integer> fieldIds = schema.fieldIds(key);
      if (mayOverlap(fieldIds, added, existing)) {
        Optional<String> values = shared(fieldIds, added, existing);
        if (values.isPresent()) {
          return Optional.of(new SharedKey(key, values.get()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> shared(
      List<Integer> fieldIds, MaskedFragment added, MaskedFragment existing) {
    KeyIndex addedKeys = keys(fieldIds, added);
    KeyIndex existingKeys = keys(fieldIds, existing);
    return addedKeys.keys() > existingKeys.keys()
        ? new KeyMatch(fieldIds, existing, existingKeys, added, addedKeys).run()
        : new KeyMatch(fieldIds, added, addedKeys, existing, existingKeys).run();
  }

  private static boolean mayOverlap(
      List<Integer> fieldIds, MaskedFragment left, MaskedFragment right) {
    for (int field : fieldIds) {
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

  private KeyIndex keys(List<Integer> fieldIds, MaskedFragment fragment) {
    Optional<KeyIndex> there = fragment.keys(fieldIds);
    if (there.isPresent()) {
      return there.get();
    }
    Read read = new Read(fragment.id(), fieldIds);
    SoftReference<SortedKeys> reference = kept.get(read);
    SortedKeys keys = reference == null ? null : reference.get();
    if (keys == null) {
      keys = read(fieldIds, fragment);
      kept.put(read, new SoftReference<>(keys));
      kept.values().removeIf(r -> r.get() == null);
    }
    return keys;
  }

  private static SortedKeys read(List<Integer> fieldIds, MaskedFragment fragment) {
    SortedKeys.Collector collector = new SortedKeys.Collector();
    int[] ids = fieldIds.stream().mapToInt(Integer::intValue).toArray();
    try (FragmentReader reader = fragment.open(ids)) {
      for (int from = 0; from < fragment.physicalRows(); ) {
        int to = reader.batchEnd(from);
        collector.add(KeyColumns.of(reader.read(from, to)));
        from = to;
      }
    }
    return collector.sorted();
  }
}
