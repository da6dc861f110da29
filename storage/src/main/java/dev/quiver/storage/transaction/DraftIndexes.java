package dev.quiver.storage.transaction;

import dev.quiver.storage.Progress;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.BuiltIndex;
import dev.quiver.storage.index.FragmentIndexer;
import dev.quiver.storage.index.IndexBuilder;
import dev.quiver.storage.index.MovedLists;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Makes posting lists for the fragments of drafts. Files go to the list of those written before
 * they are made. For one thread.
 */
final class DraftIndexes {
  private final OpenDatabase database;
  private final Progress progress;
  private final List<String> written = new ArrayList<>();

  DraftIndexes(OpenDatabase database, Progress progress) {
    this.database = database;
    this.progress = progress;
  }

  /** The paths of all files made so far, complete or not. */
  List<String> written() {
    return written;
  }

  /** Large fragments that the draft adds get the lists of all indexes. */
  TableDraft indexAdded(TableDraft draft) {
    List<FragmentRecord> large =
        draft.added().stream()
            .filter(f -> f.rows() >= FragmentIndexer.LARGE_ROWS && !isDeleted(draft, f))
            .toList();
    if (large.isEmpty()) {
      return draft;
    }
    TableDraft now = draft;
    for (IndexEntry index : draft.indexes()) {
      FragmentIndexer indexer = indexer(draft, index);
      for (FragmentRecord fragment : large) {
        if (now.indexing().file(index, fragment.id()).isEmpty() && indexer.pays(fragment.rows())) {
          progress.enter("indexing", 2L * fragment.rows());
          now = with(now, fragment.id(), indexer.index(stored(draft, fragment)));
        }
      }
    }
    return now;
  }

  private static boolean isDeleted(TableDraft draft, FragmentRecord fragment) {
    var deleted = draft.deletes().get(fragment.id());
    return deleted != null && deleted.getCardinality() == fragment.rows();
  }

  /**
   * Fragments of at least so many rows get lists of the last generation; an index that a table of
   * at least so many rows has outgrown is trained anew.
   */
  TableDraft complete(TableDraft draft, int leastRows) {
    TableDraft now = draft;
    List<StoredFragment> fragments = fragments(draft);
    long rows = fragments.stream().mapToLong(StoredFragment::liveRows).sum();
    for (IndexEntry index : draft.indexes()) {
      IndexModel model = database.files().model(new TablePaths(draft.id()), index.generation());
      now =
          rows >= leastRows && model.isOutgrownBy(rows)
              ? renew(now, index, fragments)
              : complete(now, index, leastRows);
    }
    return now;
  }

  /** Whether {@link #complete} has something to do. */
  boolean isComplete(TableDraft draft, int leastRows) {
    List<StoredFragment> fragments = fragments(draft);
    long rows = fragments.stream().mapToLong(StoredFragment::liveRows).sum();
    for (IndexEntry index : draft.indexes()) {
      IndexModel model = database.files().model(new TablePaths(draft.id()), index.generation());
      boolean outgrown = rows >= leastRows && model.isOutgrownBy(rows);
      if (outgrown || !without(fragments, index, leastRows).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private TableDraft renew(TableDraft draft, IndexEntry index, List<StoredFragment> fragments) {
    IndexBuilder builder =
        new IndexBuilder(
            site(draft),
            index.definition(),
            dimension(draft.schema(), index.definition().fieldId()),
            fragments,
            progress);
    BuiltIndex built = builder.build(index.id());
    IndexChanges now = draft.indexing().renewing(built.entry(), built.files());
    written.addAll(now.paths(draft.id()));
    return draft.withIndexing(now);
  }

  static int dimension(Schema schema, int fieldId) {
    return schema.fields().stream()
        .filter(field -> field.id() == fieldId)
        .map(field -> (VectorType) field.type())
        .findFirst()
        .orElseThrow()
        .dimension();
  }

  private TableDraft complete(TableDraft draft, IndexEntry index, int leastRows) {
    FragmentIndexer indexer = indexer(draft, index);
    TableDraft now = draft;
    List<StoredFragment> without = without(fragments(draft), index, leastRows);
    progress.enter("indexing", 2 * without.stream().mapToLong(StoredFragment::physicalRows).sum());
    for (StoredFragment fragment : without) {
      now = with(now, fragment.id(), indexer.index(fragment));
    }
    return now;
  }

  private static List<StoredFragment> without(
      List<StoredFragment> fragments, IndexEntry index, int leastRows) {
    return fragments.stream()
        .filter(f -> f.physicalRows() >= leastRows)
        .filter(
            f ->
                f.indexFile(index.id())
                    .filter(file -> file.generation().equals(index.generation()))
                    .isEmpty())
        .toList();
  }

  private List<StoredFragment> fragments(TableDraft draft) {
    return new DraftTable(database, draft)
        .fragments().stream().map(fragment -> (StoredFragment) fragment).toList();
  }

  /**
   * A draft that makes indexes, with lists also for fragments that others put in the place of those
   * it knew, and for such that they added and lists pay for.
   *
   * @param rebased the draft on what others did
   */
  TableDraft catchUp(TableDraft draft, TableDraft rebased) {
    List<IndexEntry> made = new ArrayList<>(draft.indexing().created());
    made.addAll(draft.indexing().renewed());
    if (made.isEmpty() || draft == rebased || draft.base() == null) {
      return rebased;
    }
    Set<UUID> known = new HashSet<>();
    draft.base().entries().forEach(e -> known.add(e.fragment().id()));
    TableDraft now = rebased;
    for (IndexEntry index : made) {
      FragmentIndexer indexer = indexer(draft, index);
      for (FragmentEntry entry : new DraftTable(database, rebased).keptEntries()) {
        UUID id = entry.fragment().id();
        if (known.contains(id)) {
          continue;
        }
        List<MovedLists> sources = sources(draft, index, id);
        if (!sources.isEmpty()) {
          now = with(now, id, indexer.merge(stored(draft, entry.fragment()), sources));
        } else if (indexer.pays(entry.fragment().rows())) {
          now = with(now, id, indexer.index(stored(draft, entry.fragment())));
        }
      }
    }
    return now;
  }

  /** What a fragment was made of, with the lists that the draft made; empty if of nothing. */
  private List<MovedLists> sources(TableDraft draft, IndexEntry index, UUID fragment) {
    String path = new TablePaths(draft.id()).moves(fragment);
    byte[] content = database.store().readIfPresent(path);
    if (content == null) {
      return List.of();
    }
    String name = database.store().name() + "/" + path;
    List<MovedLists> sources = new ArrayList<>();
    for (Moves.Source moved :
        Moves.decode(Envelope.open(FileKind.MOVES, name, content)).sources()) {
      sources.add(
          new MovedLists(
              moved.rows(),
              moved.first(),
              moved.leftBehind(),
              draft.indexing().file(index, moved.fragment()).orElse(null)));
    }
    return sources;
  }

  private TableDraft with(TableDraft draft, UUID fragment, IndexFile file) {
    Map<UUID, IndexFile> files = new HashMap<>();
    files.put(fragment, file);
    return draft.withIndexing(draft.indexing().with(files));
  }

  private StoredFragment stored(TableDraft draft, FragmentRecord fragment) {
    return StoredFragment.of(
        database.files(), new TablePaths(draft.id()), FragmentEntry.whole(fragment));
  }

  private FragmentIndexer indexer(TableDraft draft, IndexEntry index) {
    return new FragmentIndexer(site(draft), index, written, progress);
  }

  private IndexBuilder.Site site(TableDraft draft) {
    return new IndexBuilder.Site(database.files(), database.uuids(), new TablePaths(draft.id()));
  }
}
