package dev.quiver.storage.transaction;

import dev.quiver.storage.TableName;
import dev.quiver.storage.fragment.HeapFragment;
import dev.quiver.storage.fragment.HeapRows;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.Spilled;
import dev.quiver.storage.manifest.Totals;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * A table as a transaction has it: what it keeps of a committed version, what it adds, what it
 * deletes of both. Immutable; each change is a new draft.
 *
 * @param base the table in the pinned snapshot; null if the transaction made the table
 * @param buffered rows added that no file holds yet
 * @param deletes all deleted rows of each fragment in which the transaction deleted some; the
 *     bitmaps are never changed
 */
record TableDraft(
    Identity identity,
    @Nullable CommittedTable base,
    Kept kept,
    List<FragmentRecord> added,
    List<HeapRows> buffered,
    Map<UUID, RoaringBitmap> deletes,
    IndexChanges indexing) {

  /** What the table is. */
  record Identity(UUID id, TableName name, Schema schema) {}

  /** Where the rows come from that were there before. */
  enum Origin {
    /** From the newest version, so others may change it meanwhile. */
    NEWEST,
    /** Nowhere: the rows are gone. */
    EMPTY,
    /** From an older version. */
    OLDER,
    /** From the last version of a table that was dropped. */
    DROPPED
  }

  /** The fragments that were there before. */
  record Kept(Origin origin, Spilled<FragmentEntry> fragments, Totals totals) {
    static final Kept NOTHING = new Kept(Origin.EMPTY, Spilled.empty(), Totals.NONE);
  }

  TableDraft {
    added = List.copyOf(added);
    buffered = List.copyOf(buffered);
    deletes = Map.copyOf(deletes);
  }

  static TableDraft created(UUID id, TableName name, Schema schema) {
    return new TableDraft(
        new Identity(id, name, schema),
        null,
        Kept.NOTHING,
        List.of(),
        List.of(),
        Map.of(),
        IndexChanges.NONE);
  }

  static TableDraft of(CommittedTable table) {
    Kept kept = new Kept(Origin.NEWEST, table.manifest().fragments(), table.manifest().totals());
    return new TableDraft(
        new Identity(table.id(), table.name(), table.schema()),
        table,
        kept,
        List.of(),
        List.of(),
        Map.of(),
        IndexChanges.NONE);
  }

  /** A table that was dropped, as it was at some version. */
  static TableDraft revived(CommittedTable table) {
    Kept kept = new Kept(Origin.DROPPED, table.manifest().fragments(), table.manifest().totals());
    return of(table).withKept(kept);
  }

  UUID id() {
    return identity.id();
  }

  TableName name() {
    return identity.name();
  }

  Schema schema() {
    return identity.schema();
  }

  boolean restored() {
    return kept.origin() == Origin.OLDER || kept.origin() == Origin.DROPPED;
  }

  TableDraft withKept(Kept now) {
    return new TableDraft(identity, base, now, added, buffered, deletes, indexing);
  }

  TableDraft withDeletes(Map<UUID, RoaringBitmap> now) {
    return new TableDraft(identity, base, kept, added, buffered, now, indexing);
  }

  TableDraft append(List<FragmentRecord> fragments) {
    List<FragmentRecord> all = new ArrayList<>(added);
    all.addAll(fragments);
    return new TableDraft(identity, base, kept, all, buffered, deletes, indexing);
  }

  /** With other rows in memory, and without the deletes of those that are no longer there. */
  TableDraft withBuffered(List<HeapRows> now) {
    Map<UUID, RoaringBitmap> left = new HashMap<>(deletes);
    buffered.stream().filter(rows -> !now.contains(rows)).forEach(rows -> left.remove(rows.id()));
    return new TableDraft(identity, base, kept, added, now, left, indexing);
  }

  /** The rows in memory as fragments, those that have a live row. */
  List<HeapFragment> bufferedFragments() {
    return buffered.stream()
        .map(rows -> new HeapFragment(rows, deletes.get(rows.id())))
        .filter(fragment -> fragment.liveRows() > 0)
        .toList();
  }

  long bufferedBytes() {
    return buffered.stream().mapToLong(HeapRows::bytes).sum();
  }

  TableDraft withIndexing(IndexChanges now) {
    return new TableDraft(identity, base, kept, added, buffered, deletes, now);
  }

  /** Whether the transaction made index files for fragments that were there before. */
  boolean indexesKeptFragments() {
    Set<UUID> own = new HashSet<>();
    added.forEach(f -> own.add(f.id()));
    return indexing.concernsOthers(own);
  }

  /** The entry with the index files that the transaction made for its fragment. */
  FragmentEntry indexed(FragmentEntry entry) {
    List<IndexFile> files = indexing.files().getOrDefault(entry.fragment().id(), List.of());
    return files.isEmpty()
        ? entry
        : new FragmentEntry(
            entry.fragment().withIndexFiles(files), entry.deletes(), entry.deletedRows());
  }

  /** The indexes that the table will have, of columns that it has. */
  List<IndexEntry> indexes() {
    return indexing.applyTo(base == null ? List.of() : base.manifest().indexes()).stream()
        .filter(
            index ->
                schema().fields().stream().anyMatch(f -> f.id() == index.definition().fieldId()))
        .toList();
  }

  /** Without any row. A restored table stays one: restoring always makes a version. */
  TableDraft truncate() {
    Kept nothing =
        new Kept(restored() ? kept.origin() : Origin.EMPTY, Spilled.empty(), Totals.NONE);
    return new TableDraft(identity, base, nothing, List.of(), List.of(), Map.of(), indexing);
  }

  TableDraft restore(CommittedTable older) {
    Schema now = schema();
    Schema then = older.schema();
    Schema schema =
        new Schema(
            then.fields(),
            then.primaryKey(),
            then.uniqueKeys(),
            Math.max(now.nextFieldId(), then.nextFieldId()));
    Kept restored = new Kept(Origin.OLDER, older.manifest().fragments(), older.manifest().totals());
    return new TableDraft(
        new Identity(id(), name(), schema),
        base,
        restored,
        List.of(),
        List.of(),
        Map.of(),
        indexing);
  }

  /** The entries of fragments, given those kept, with the deletes of this draft. */
  List<FragmentEntry> addedEntries() {
    return added.stream().map(FragmentEntry::whole).toList();
  }

  /** Rows added and still there. */
  long rowsAdded() {
    return added.stream().mapToLong(f -> f.rows() - deletedOf(f.id())).sum()
        + buffered.stream().mapToLong(rows -> rows.size() - deletedOf(rows.id())).sum();
  }

  private int deletedOf(UUID fragment) {
    return Optional.ofNullable(deletes.get(fragment)).map(RoaringBitmap::getCardinality).orElse(0);
  }

  /**
   * Rows deleted by this draft in the fragments kept, beyond those the entries count as deleted.
   */
  long rowsDeleted(List<FragmentEntry> entries) {
    return entries.stream()
        .filter(e -> deletes.containsKey(e.fragment().id()))
        .mapToLong(e -> deletedOf(e.fragment().id()) - e.deletedRows())
        .sum();
  }

  /** The deletes in fragments kept, without those in fragments added. */
  Map<UUID, RoaringBitmap> keptDeletes() {
    Set<UUID> own = new HashSet<>();
    added.forEach(f -> own.add(f.id()));
    buffered.forEach(rows -> own.add(rows.id()));
    Map<UUID, RoaringBitmap> rest = new HashMap<>(deletes);
    rest.keySet().removeAll(own);
    return rest;
  }
}
