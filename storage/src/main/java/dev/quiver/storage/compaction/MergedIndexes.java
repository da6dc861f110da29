package dev.quiver.storage.compaction;

import dev.quiver.storage.Progress;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.FragmentIndexer;
import dev.quiver.storage.index.IndexBuilder;
import dev.quiver.storage.index.MovedLists;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The posting lists of a merged fragment, for the indexes that its table has by then: one that
 * others made or trained anew meanwhile too, and none for one that they dropped. For one thread.
 *
 * <p>A fragment gets lists where they pay, and where a part of it had some.
 */
final class MergedIndexes {
  private final IndexBuilder.Site site;
  private final Merge merge;
  private final StoredFragment fragment;
  private final Progress progress;
  private final List<String> written = new ArrayList<>();

  /** Of each index and generation. */
  private final Map<IndexEntry, Optional<IndexFile>> made = new HashMap<>();

  MergedIndexes(OpenDatabase database, TablePaths paths, Merge merge, Progress progress) {
    this.site = new IndexBuilder.Site(database.files(), database.uuids(), paths);
    this.merge = merge;
    this.fragment =
        StoredFragment.of(database.files(), paths, FragmentEntry.whole(merge.fragment()));
    this.progress =
        new Progress() {
          @Override
          public void advance(long more) {
            progress.advance(0); // Rows are counted when they are copied.
          }
        };
  }

  /** The paths of all files made so far, complete or not. */
  List<String> written() {
    return written;
  }

  /**
   * The files for the indexes of a version, whose files are made now if they were not before.
   *
   * @param entries its fragments
   */
  List<IndexFile> of(CommittedTable now, Map<UUID, FragmentEntry> entries) {
    List<IndexFile> files = new ArrayList<>();
    for (IndexEntry index : now.manifest().indexes()) {
      Optional<IndexFile> known = made.get(index);
      if (known == null) {
        known = make(index, entries);
        made.put(index, known);
      }
      known.ifPresent(files::add);
    }
    return files;
  }

  private Optional<IndexFile> make(IndexEntry index, Map<UUID, FragmentEntry> entries) {
    List<MovedLists> sources = new ArrayList<>();
    for (Moves.Source moved : merge.moves().sources()) {
      FragmentEntry source = entries.get(moved.fragment());
      IndexFile lists = source == null ? null : lists(source, index);
      sources.add(new MovedLists(moved.rows(), moved.first(), moved.leftBehind(), lists));
    }
    FragmentIndexer indexer = new FragmentIndexer(site, index, written, progress);
    boolean hadSome = sources.stream().anyMatch(source -> source.lists() != null);
    return hadSome || indexer.pays(fragment.physicalRows())
        ? Optional.of(indexer.merge(fragment, sources))
        : Optional.empty();
  }

  private static @Nullable IndexFile lists(FragmentEntry source, IndexEntry index) {
    return source.fragment().indexFiles().stream()
        .filter(file -> file.index().equals(index.id()))
        .findFirst()
        .orElse(null);
  }

  /** Files that are not among these. */
  List<String> allBut(List<IndexFile> used) {
    List<String> rest = new ArrayList<>(written);
    used.forEach(file -> rest.remove(site.paths().postings(file.id())));
    return rest;
  }
}
