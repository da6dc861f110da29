package dev.quiver.storage.transaction;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.MovedRows;
import java.util.Map;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * How many rows one version of a table has that another has not, told by where rows are: those that
 * compaction moved between the two are the same rows, as long as the files are there that say where
 * it moved them.
 */
record LayoutDifference(long added, long deleted) {
  /**
   * @param then live rows of each fragment of the one version, {@code now} of the other
   */
  static LayoutDifference of(
      FileStore store, UUID table, Map<UUID, RoaringBitmap> then, Map<UUID, RoaringBitmap> now) {
    TablePaths paths = new TablePaths(table);
    long common = common(now, then, new MovedRows(store, paths, now.keySet(), then.keySet()));
    MovedRows back = new MovedRows(store, paths, then.keySet(), now.keySet());
    for (Map.Entry<UUID, RoaringBitmap> rows : then.entrySet()) {
      if (!now.containsKey(rows.getKey())) {
        common += moved(rows, now, back);
      }
    }
    return new LayoutDifference(count(now) - common, count(then) - common);
  }

  private static long common(
      Map<UUID, RoaringBitmap> from, Map<UUID, RoaringBitmap> to, MovedRows moves) {
    long common = 0;
    for (Map.Entry<UUID, RoaringBitmap> rows : from.entrySet()) {
      RoaringBitmap same = to.get(rows.getKey());
      common +=
          same != null
              ? RoaringBitmap.andCardinality(rows.getValue(), same)
              : moved(rows, to, moves);
    }
    return common;
  }

  /** How many of a fragment's rows were moved to where they live still. */
  private static long moved(
      Map.Entry<UUID, RoaringBitmap> from, Map<UUID, RoaringBitmap> to, MovedRows moves) {
    return moves
        .follow(from.getKey(), from.getValue())
        .filter(place -> to.containsKey(place.fragment()))
        .map(place -> RoaringBitmap.andCardinality(place.rows(), to.get(place.fragment())))
        .orElse(0);
  }

  private static long count(Map<UUID, RoaringBitmap> rows) {
    return rows.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
  }
}
