package dev.quiver.storage.key;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.HeapShare;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a key that two live rows of a table have, in any of its fragments.
 *
 * <p>The hashes of all keys are sorted, some millions at a time; of equal hashes the values are
 * read and compared. So memory stays bounded, and time grows with the rows rather than with pairs
 * of fragments.
 */
public final class DuplicateKeys {
  /** Hashes held at a time. */
  private static final int MAX_HASHES = HeapShare.bytes(32 << 20) / Long.BYTES;

  private final int[] fieldIds;
  private final List<StoredFragment> fragments;
  private final Runnable progress;

  private DuplicateKeys(List<Integer> fieldIds, List<StoredFragment> fragments, Runnable progress) {
    this.fieldIds = fieldIds.stream().mapToInt(Integer::intValue).toArray();
    this.fragments = fragments;
    this.progress = progress;
  }

  /** The first such key found. The callback is called for every few thousand rows. */
  public static Optional<SharedKey> find(
      Schema schema, List<StoredFragment> fragments, Runnable progress) {
    for (Key key : schema.keys()) {
      DuplicateKeys search = new DuplicateKeys(schema.fieldIds(key), fragments, progress);
      Optional<String> found = search.find();
      if (found.isPresent()) {
        return Optional.of(new SharedKey(key, found.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> find() {
    long rows = fragments.stream().mapToLong(StoredFragment::liveRows).sum();
    int passes = Math.toIntExact(rows / (MAX_HASHES / 2) + 1);
    for (int pass = 0; pass < passes; pass++) {
      Optional<String> found = pass(pass, passes);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private interface Rows {
    /** Whether to go on. */
    boolean row(KeyColumns keys, int row, long hash);
  }

  /** Hands out the live rows whose hashes fall to a pass. */
  private void scan(int pass, int passes, Rows rows) {
    for (StoredFragment fragment : fragments) {
      try (FragmentReader reader = fragment.open(fieldIds)) {
        for (int from = 0; from < reader.physicalRows(); ) {
          progress.run();
          int to = reader.batchEnd(from);
          int[] live = new int[to - from];
          int count = reader.liveRows(from, to, live);
          KeyColumns keys = KeyColumns.of(reader.read(from, to));
          for (int i = 0; i < count; i++) {
            if (!keys.hasKey(live[i] - from)) {
              continue;
            }
            long hash = keys.hash(live[i] - from);
            if (Long.remainderUnsigned(hash, passes) == pass
                && !rows.row(keys, live[i] - from, hash)) {
              return;
            }
          }
          from = to;
        }
      }
    }
  }

  private Optional<String> pass(int pass, int passes) {
    long[][] hashes = {new long[1_024]};
    int[] count = {0};
    scan(
        pass,
        passes,
        (keys, row, hash) -> {
          if (count[0] == hashes[0].length) {
            hashes[0] = Arrays.copyOf(hashes[0], count[0] * 2);
          }
          hashes[0][count[0]++] = hash;
          return true;
        });
    Arrays.sort(hashes[0], 0, count[0]);
    Map<Long, List<Place>> met = new HashMap<>();
    for (int i = 1; i < count[0]; i++) {
      if (hashes[0][i] == hashes[0][i - 1]) {
        met.put(hashes[0][i], new ArrayList<>());
      }
    }
    return met.isEmpty() ? Optional.empty() : compare(pass, passes, met);
  }

  private record Place(KeyColumns keys, int row) {}

  private Optional<String> compare(int pass, int passes, Map<Long, List<Place>> met) {
    String[] found = {""};
    scan(
        pass,
        passes,
        (keys, row, hash) -> {
          List<Place> others = met.get(hash);
          if (others == null) {
            return true;
          }
          for (Place other : others) {
            if (keys.sameKey(row, other.keys(), other.row())) {
              found[0] = keys.show(row);
              return false;
            }
          }
          others.add(new Place(keys, row));
          return true;
        });
    return found[0].isEmpty() ? Optional.empty() : Optional.of(found[0]);
  }
}
