package dev.quiver.storage.transaction;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.Orphans;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.TablePaths;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Files that a transaction wrote and that no commit names yet. For one thread. */
final class WrittenFiles {
  private final FileStore store;
  private final Set<String> paths = new LinkedHashSet<>();

  WrittenFiles(FileStore store) {
    this.store = store;
  }

  void add(UUID table, List<FragmentRecord> fragments) {
    for (FragmentRecord fragment : fragments) {
      paths.addAll(paths(table, fragment));
    }
  }

  void addAll(Collection<String> more) {
    paths.addAll(more);
  }

  /** Removes the files of fragments that will not be used. */
  void delete(UUID table, List<FragmentRecord> fragments) {
    for (FragmentRecord fragment : fragments) {
      List<String> unused = paths(table, fragment);
      Orphans.delete(store, unused);
      paths.removeAll(unused);
    }
  }

  static List<String> paths(UUID table, FragmentRecord fragment) {
    return fragment.paths(new TablePaths(table));
  }

  /** What was written so far. */
  Set<String> paths() {
    return Set.copyOf(paths);
  }

  /** Removes what was written since these were all. */
  void deleteAllBut(Set<String> kept) {
    Set<String> rest = new LinkedHashSet<>(paths);
    rest.removeAll(kept);
    Orphans.delete(store, rest);
    paths.retainAll(kept);
  }

  /** A commit names these now. */
  void published(Collection<String> named) {
    paths.removeAll(named);
  }

  /** Removes them all, as far as that can be done: what stays behind is named by nothing. */
  void deleteAll() {
    Orphans.delete(store, paths);
    paths.clear();
  }
}
