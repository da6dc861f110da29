package dev.quiver.storage.key;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.MaskedFragment;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.KeyIndex;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Looks for the keys of a fragment in another that has no fewer: one by one if it has many more,
 * else by going through both in the order of their hashes.
 */
record KeyMatch(
    List<Integer> fieldIds,
    MaskedFragment few,
    KeyIndex fewKeys,
    MaskedFragment many,
    KeyIndex manyKeys) {
  /** Looking a hash up costs about as much as passing so many. */
  private static final int LOOKUP_COST = 16;

  private static final int CHUNK = 512;

  /** The values of a key that a live row of each has. */
  Optional<String> run() {
    return manyKeys.keys() / LOOKUP_COST > fewKeys.keys() ? lookUp() : merge();
  }

  private Optional<String> lookUp() {
    long[] hashes = new long[Math.min(CHUNK, fewKeys.keys())];
    for (int from = 0; from < fewKeys.keys(); from += hashes.length) {
      int count = fewKeys.hashes(from, hashes);
      for (int i = 0; i < count; i++) {
        int found = manyKeys.find(hashes[i]);
        if (found >= 0) {
          Optional<String> shared = compare(from + i, found, hashes[i]);
          if (shared.isPresent()) {
            return shared;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> merge() {
    Cursor one = new Cursor(fewKeys);
    Cursor other = new Cursor(manyKeys);
    while (one.hasHash() && other.hasHash()) {
      int order = Long.compareUnsigned(one.hash(), other.hash());
      if (order == 0) {
        Optional<String> shared = compare(one.position(), other.position(), one.hash());
        if (shared.isPresent()) {
          return shared;
        }
      }
      // The other stays where it is: the next of equal hash is compared with it too.
      (order <= 0 ? one : other).next();
    }
    return Optional.empty();
  }

  /** Compares one row with all that have its hash in the other fragment, from the first on. */
  private Optional<String> compare(int position, int first, long hash) {
    int row = fewKeys.row(position);
    if (isDeleted(few, row)) {
      return Optional.empty();
    }
    for (int at = first; at < manyKeys.keys() && manyKeys.hash(at) == hash; at++) {
      int other = manyKeys.row(at);
      if (!isDeleted(many, other)) {
        KeyColumns key = key(few, row);
        if (key.sameKey(0, key(many, other), 0)) {
          return Optional.of(key.show(0));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isDeleted(MaskedFragment fragment, int row) {
    @Nullable RoaringBitmap deleted = fragment.deletedRows();
    return deleted != null && deleted.contains(row);
  }

  private KeyColumns key(MaskedFragment fragment, int row) {
    int[] ids = fieldIds.stream().mapToInt(Integer::intValue).toArray();
    try (FragmentReader reader = fragment.open(ids)) {
      return KeyColumns.of(reader.read(row, row + 1));
    }
  }

  /** Goes through the hashes of an index. */
  private static final class Cursor {
    private final KeyIndex keys;
    private final long[] hashes;
    private int from;
    private int count;
    private int at;

    Cursor(KeyIndex keys) {
      this.keys = keys;
      this.hashes = new long[Math.min(CHUNK, keys.keys())];
      this.count = keys.hashes(0, hashes);
    }

    boolean hasHash() {
      return at < count;
    }

    long hash() {
      return hashes[at];
    }

    int position() {
      return from + at;
    }

    void next() {
      at++;
      if (at == count) {
        from += count;
        at = 0;
        count = keys.hashes(from, hashes);
      }
    }
  }
}
