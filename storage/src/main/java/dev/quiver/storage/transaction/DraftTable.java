package dev.quiver.storage.transaction;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** A table as the transaction that changes it sees it. */
final class DraftTable implements TableVersion {
  private final OpenDatabase database;
  private final TableDraft draft;
  private volatile @Nullable List<Fragment> fragments;

  DraftTable(OpenDatabase database, TableDraft draft) {
    this.database = database;
    this.draft = draft;
  }

  TableDraft draft() {
    return draft;
  }

  /** The fragments that were there before, as a manifest has them. */
  List<FragmentEntry> keptEntries() {
    return database.manifests().fragments(draft.id(), draft.kept().fragments());
  }

  /** Rows of before that the transaction deleted one by one. */
  long rowsDeleted() {
    return draft.keptDeletes().isEmpty() ? 0 : draft.rowsDeleted(keptEntries());
  }

  /** Whether a commit makes a new version of it. */
  boolean isChanged() {
    CommittedTable base = draft.base();
    return base == null
        || draft.restored()
        || draft.rowsAdded() > 0
        || (draft.kept().origin() == TableDraft.Origin.EMPTY && base.rowCount() > 0)
        || rowsDeleted() > 0;
  }

  /** Whether a commit has anything to write about it, be it another layout of the same version. */
  boolean isToBePublished() {
    return isChanged() || !draft.indexing().isEmpty();
  }

  @Override
  public UUID id() {
    return draft.id();
  }

  @Override
  public TableName name() {
    return draft.name();
  }

  @Override
  public long version() {
    CommittedTable base = draft.base();
    return base == null ? 1 : base.version() + (isChanged() ? 1 : 0);
  }

  @Override
  public Schema schema() {
    return draft.schema();
  }

  @Override
  public long rowCount() {
    return draft.kept().totals().rows() - rowsDeleted() + draft.rowsAdded();
  }

  @Override
  public List<Fragment> fragments() {
    List<Fragment> known = fragments;
    if (known == null) {
      List<FragmentEntry> entries = new ArrayList<>(keptEntries());
      entries.addAll(draft.addedEntries());
      List<Fragment> all = new ArrayList<>(stored(database, draft, entries));
      all.addAll(draft.bufferedFragments());
      known = List.copyOf(all);
      fragments = known;
    }
    return known;
  }

  /** Fragments with the deletes of a draft; those without a live row are left out. */
  static List<StoredFragment> stored(
      OpenDatabase database, TableDraft draft, List<FragmentEntry> entries) {
    TablePaths paths = new TablePaths(draft.id());
    Map<UUID, RoaringBitmap> deletes = draft.deletes();
    List<StoredFragment> live = new ArrayList<>();
    for (FragmentEntry written : entries) {
      RoaringBitmap mask = deletes.get(written.fragment().id());
      FragmentEntry entry = draft.indexed(written);
      StoredFragment fragment =
          mask == null
              ? StoredFragment.of(database.files(), paths, entry)
              : StoredFragment.masked(database.files(), paths, entry, mask);
      if (fragment.liveRows() > 0) {
        live.add(fragment);
      }
    }
    return live;
  }

  @Override
  public List<VectorIndex> indexes() {
    TablePaths paths = new TablePaths(draft.id());
    return draft.indexes().stream()
        .map(index -> new VectorIndex(database.files(), paths, index, fragments()))
        .toList();
  }

  @Override
  public List<VersionRecord> history() {
    CommittedTable base = draft.base();
    return base == null ? List.of() : base.history();
  }
}
