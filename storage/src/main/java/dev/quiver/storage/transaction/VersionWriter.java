package dev.quiver.storage.transaction;

import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.ManifestWriter;
import dev.quiver.storage.manifest.Spilled;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.manifest.Totals;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Writes what a draft makes of its base: deletes files, groups, the manifest. For one thread. */
final class VersionWriter {
  private final OpenDatabase database;
  private final TableDraft draft;
  private final ManifestWriter out;

  VersionWriter(OpenDatabase database, TableDraft draft) {
    this.database = database;
    this.draft = draft;
    this.out =
        new ManifestWriter(database.store(), database.manifests(), database.uuids(), draft.id());
  }

  /** The files made so far, complete or not. */
  List<String> written() {
    return out.written();
  }

  TableEntry write(Instant committedAt, String operation) {
    CommittedTable base = draft.base();
    CommittedTable relaid = new DraftTable(database, draft).isChanged() ? null : base;
    long version = base == null ? 1 : base.version() + (relaid == null ? 1 : 0);
    boolean reads =
        !draft.keptDeletes().isEmpty() || draft.restored() || draft.indexesKeptFragments();
    List<FragmentEntry> entries = reads ? keptEntries() : List.of();
    Map<UUID, FragmentEntry> replaced = replaceAll(entries);
    Spilled<FragmentEntry> kept = out.replace(draft.kept().fragments(), replaced);
    List<FragmentEntry> added = added();
    List<FragmentEntry> tail = new ArrayList<>(kept.tail());
    tail.addAll(added);
    Totals totals = totals(entries, replaced).plus(Totals.of(added));
    long[] changed = addedAndDeleted(entries, replaced);
    VersionRecord line =
        new VersionRecord(
            version,
            committedAt,
            operation,
            changed[0],
            changed[1],
            totals.rows(),
            totals.fragments(),
            totals.bytes());
    UUID id = database.uuids().get();
    out.write(
        id,
        new Manifest(
            draft.id(),
            version,
            draft.schema(),
            totals,
            new Spilled<>(kept.groups(), tail),
            relaid != null
                ? out.replaceLast(
                    relaid.manifest().history(), last -> new HistoryEntry(last.version(), id))
                : history(base, new HistoryEntry(line, id)),
            draft.indexes()));
    return new TableEntry(draft.id(), draft.name(), version, id);
  }

  private List<FragmentEntry> keptEntries() {
    return database.manifests().fragments(draft.id(), draft.kept().fragments());
  }

  private static Spilled<HistoryEntry> history(@Nullable CommittedTable base, HistoryEntry line) {
    Spilled<HistoryEntry> before = base == null ? Spilled.empty() : base.manifest().history();
    List<HistoryEntry> tail = new ArrayList<>(before.tail());
    tail.add(line);
    return new Spilled<>(before.groups(), tail);
  }

  private Map<UUID, FragmentEntry> replaceAll(List<FragmentEntry> entries) {
    Map<UUID, FragmentEntry> replaced = new LinkedHashMap<>();
    for (FragmentEntry before : entries) {
      FragmentEntry entry = draft.indexed(before);
      RoaringBitmap mask = draft.deletes().get(entry.fragment().id());
      if (mask != null && mask.getCardinality() != entry.deletedRows()) {
        replaced.put(entry.fragment().id(), masked(entry, mask));
      } else if (entry != before) {
        replaced.put(entry.fragment().id(), entry);
      }
    }
    return replaced;
  }

  private List<FragmentEntry> added() {
    List<FragmentEntry> added = new ArrayList<>();
    for (FragmentEntry written : draft.addedEntries()) {
      FragmentEntry entry = draft.indexed(written);
      RoaringBitmap mask = draft.deletes().get(entry.fragment().id());
      FragmentEntry masked = mask == null ? entry : masked(entry, mask);
      if (masked.liveRows() > 0) {
        added.add(masked);
      }
    }
    return added;
  }

  /** An entry with other deletes, in a file unless no row is left, when the entry goes away. */
  private FragmentEntry masked(FragmentEntry entry, RoaringBitmap mask) {
    UUID id = database.uuids().get();
    if (mask.getCardinality() < entry.fragment().rows()) {
      RoaringBitmap compact = mask.clone();
      compact.runOptimize();
      out.write(new TablePaths(draft.id()).deletes(id), DeletesFile.encode(compact));
    }
    return new FragmentEntry(entry.fragment(), id, mask.getCardinality());
  }

  private Totals totals(List<FragmentEntry> entries, Map<UUID, FragmentEntry> replaced) {
    List<FragmentEntry> gone = new ArrayList<>();
    List<FragmentEntry> come = new ArrayList<>();
    for (FragmentEntry entry : entries) {
      FragmentEntry now = replaced.get(entry.fragment().id());
      if (now != null) {
        gone.add(entry);
        if (now.liveRows() > 0) {
          come.add(now);
        }
      }
    }
    return draft.kept().totals().minus(Totals.of(gone)).plus(Totals.of(come));
  }

  /** Rows of the new version that the base has not, and rows of the base that it has not. */
  private long[] addedAndDeleted(List<FragmentEntry> entries, Map<UUID, FragmentEntry> replaced) {
    long added = draft.rowsAdded();
    CommittedTable base = draft.base();
    if (base == null) {
      return new long[] {added, 0};
    }
    if (draft.kept().origin() == TableDraft.Origin.EMPTY) {
      return new long[] {added, base.rowCount()};
    }
    if (draft.kept().origin() == TableDraft.Origin.NEWEST) {
      long deleted = 0;
      for (FragmentEntry entry : entries) {
        FragmentEntry now = replaced.getOrDefault(entry.fragment().id(), entry);
        deleted += entry.liveRows() - now.liveRows();
      }
      return new long[] {added, deleted};
    }
    if (draft.kept().origin() == TableDraft.Origin.DROPPED) {
      return new long[] {added + draft.kept().totals().rows() - draft.rowsDeleted(entries), 0};
    }
    Map<UUID, RoaringBitmap> then = new HashMap<>();
    base.entries().forEach(e -> then.put(e.fragment().id(), live(e, deletesOf(e))));
    Map<UUID, RoaringBitmap> now = new HashMap<>();
    for (FragmentEntry entry : entries) {
      RoaringBitmap mask = draft.deletes().get(entry.fragment().id());
      now.put(entry.fragment().id(), live(entry, mask == null ? deletesOf(entry) : mask));
    }
    LayoutDifference difference = LayoutDifference.of(database.store(), draft.id(), then, now);
    return new long[] {added + difference.added(), difference.deleted()};
  }

  private static RoaringBitmap live(FragmentEntry entry, RoaringBitmap deleted) {
    RoaringBitmap rows = RoaringBitmap.bitmapOfRange(0, entry.fragment().rows());
    rows.andNot(deleted);
    return rows;
  }

  private RoaringBitmap deletesOf(FragmentEntry entry) {
    TablePaths paths = new TablePaths(draft.id());
    RoaringBitmap rows = StoredFragment.of(database.files(), paths, entry).deletedRows();
    return rows == null ? new RoaringBitmap() : rows;
  }
}
