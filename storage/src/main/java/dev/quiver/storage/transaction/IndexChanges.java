package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a transaction changes about the indexes of a table. Immutable.
 *
 * @param files of fragments, by the fragment
 */
record IndexChanges(List<IndexEntry> created, Set<UUID> dropped, Map<UUID, List<IndexFile>> files) {
  static final IndexChanges NONE = new IndexChanges(List.of(), Set.of(), Map.of());

  IndexChanges {
    created = List.copyOf(created);
    dropped = Set.copyOf(dropped);
    files = Map.copyOf(files);
  }

  boolean isEmpty() {
    return created.isEmpty() && dropped.isEmpty();
  }

  IndexChanges with(IndexEntry entry, Map<UUID, IndexFile> postings) {
    List<IndexEntry> all = new ArrayList<>(created);
    all.add(entry);
    Map<UUID, List<IndexFile>> byFragment = new HashMap<>(files);
    postings.forEach(
        (fragment, file) -> {
          List<IndexFile> of = new ArrayList<>(byFragment.getOrDefault(fragment, List.of()));
          of.add(file);
          byFragment.put(fragment, of);
        });
    return new IndexChanges(all, dropped, byFragment);
  }

  IndexChanges without(IndexEntry entry) {
    List<IndexEntry> rest = new ArrayList<>(created);
    boolean own = rest.remove(entry);
    Set<UUID> gone = new HashSet<>(dropped);
    if (!own) {
      gone.add(entry.id());
    }
    return new IndexChanges(rest, gone, files);
  }

  /** The indexes left of those of before, and the new ones. */
  List<IndexEntry> applyTo(List<IndexEntry> before) {
    List<IndexEntry> all = new ArrayList<>(before);
    all.removeIf(index -> dropped.contains(index.id()));
    all.addAll(created);
    return all;
  }

  /** Another transaction may have made an index of the same name meanwhile. */
  void checkAgainst(TableName table, List<IndexEntry> now) {
    for (IndexEntry mine : created) {
      for (IndexEntry other : now) {
        String name = mine.definition().name();
        if (!dropped.contains(other.id()) && name.equalsIgnoreCase(other.definition().name())) {
          throw new QuiverException(ErrorCode.INDEX_EXISTS, name, table);
        }
      }
    }
  }

  /** All files that the new indexes consist of. */
  List<String> paths(UUID table) {
    TablePaths paths = new TablePaths(table);
    List<String> all = new ArrayList<>();
    created.forEach(index -> all.add(paths.generation(index.generation())));
    for (List<IndexFile> of : files.values()) {
      for (IndexFile file : of) {
        if (created.stream().anyMatch(index -> index.id().equals(file.index()))) {
          all.add(paths.postings(file.id()));
        }
      }
    }
    return all;
  }
}
