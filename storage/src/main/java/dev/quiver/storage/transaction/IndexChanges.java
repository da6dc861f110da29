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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a transaction changes about the indexes of a table. Immutable.
 *
 * @param renewed indexes of before with another generation
 * @param files of fragments, by the fragment
 */
record IndexChanges(
    List<IndexEntry> created,
    List<IndexEntry> renewed,
    Set<UUID> dropped,
    Map<UUID, List<IndexFile>> files) {
  static final IndexChanges NONE = new IndexChanges(List.of(), List.of(), Set.of(), Map.of());

  IndexChanges {
    created = List.copyOf(created);
    renewed = List.copyOf(renewed);
    dropped = Set.copyOf(dropped);
    files = Map.copyOf(files);
  }

  boolean isEmpty() {
    return created.isEmpty() && renewed.isEmpty() && dropped.isEmpty() && files.isEmpty();
  }

  IndexChanges with(IndexEntry entry, Map<UUID, IndexFile> postings) {
    List<IndexEntry> all = new ArrayList<>(created);
    all.add(entry);
    return new IndexChanges(all, renewed, dropped, files).with(postings);
  }

  /** With an index of before made anew. */
  IndexChanges renewing(IndexEntry entry, Map<UUID, IndexFile> postings) {
    List<IndexEntry> all = new ArrayList<>(renewed);
    all.removeIf(index -> index.id().equals(entry.id()));
    all.add(entry);
    return new IndexChanges(created, all, dropped, files).with(postings);
  }

  /** With files of indexes by their fragments. */
  IndexChanges with(Map<UUID, IndexFile> postings) {
    Map<UUID, List<IndexFile>> byFragment = new HashMap<>(files);
    postings.forEach(
        (fragment, file) -> {
          List<IndexFile> of = new ArrayList<>(byFragment.getOrDefault(fragment, List.of()));
          of.removeIf(other -> other.index().equals(file.index()));
          of.add(file);
          byFragment.put(fragment, of);
        });
    return new IndexChanges(created, renewed, dropped, byFragment);
  }

  IndexChanges without(IndexEntry entry) {
    List<IndexEntry> rest = new ArrayList<>(created);
    boolean own = rest.removeIf(index -> index.id().equals(entry.id()));
    Set<UUID> gone = new HashSet<>(dropped);
    if (!own) {
      gone.add(entry.id());
    }
    List<IndexEntry> others = new ArrayList<>(renewed);
    others.removeIf(index -> index.id().equals(entry.id()));
    Map<UUID, List<IndexFile>> left = new HashMap<>();
    files.forEach(
        (fragment, of) -> {
          List<IndexFile> kept =
              of.stream().filter(file -> !file.index().equals(entry.id())).toList();
          if (!kept.isEmpty()) {
            left.put(fragment, kept);
          }
        });
    return new IndexChanges(rest, others, gone, left);
  }

  /** The file of an index in a fragment that the transaction made. */
  Optional<IndexFile> file(IndexEntry index, UUID fragment) {
    return files.getOrDefault(fragment, List.of()).stream()
        .filter(file -> file.index().equals(index.id()))
        .findFirst();
  }

  /** Whether there are files of other fragments than these. */
  boolean concernsOthers(Set<UUID> fragments) {
    return !fragments.containsAll(files.keySet());
  }

  /** The indexes left of those of before, and the new ones. */
  List<IndexEntry> applyTo(List<IndexEntry> before) {
    List<IndexEntry> all = new ArrayList<>(before);
    all.removeIf(index -> dropped.contains(index.id()));
    for (IndexEntry now : renewed) {
      all.replaceAll(index -> index.id().equals(now.id()) ? now : index);
    }
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

  /** All files that the transaction made for indexes. */
  List<String> paths(UUID table) {
    TablePaths paths = new TablePaths(table);
    List<String> all = new ArrayList<>();
    created.forEach(index -> all.add(paths.generation(index.generation())));
    renewed.forEach(index -> all.add(paths.generation(index.generation())));
    for (List<IndexFile> of : files.values()) {
      of.forEach(file -> all.add(paths.postings(file.id())));
    }
    return all;
  }
}
