package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.MovedRows;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * Brings a draft onto a later commit than the one it was made on, or says why that cannot be.
 *
 * <p>Rows added and rows deleted go together with whatever others added or deleted, but for the
 * same row deleted twice and the same key added twice; rows that a compaction moved meanwhile are
 * deleted where they are now. What replaces a whole table, or its schema, goes together with no
 * other change of that table.
 */
final class Rebase {
  private final OpenDatabase database;
  private final Commit head;

  Rebase(OpenDatabase database, Commit head) {
    this.database = database;
    this.head = head;
  }

  /**
   * The draft with the head's version as its base.
   *
   * @throws QuiverException WRITE_CONFLICT, DUPLICATE_KEY
   */
  TableDraft onto(TableDraft draft) {
    CommittedTable base = draft.base();
    if (base == null) {
      if (head.tables().containsKey(draft.name())) {
        throw conflict(draft.name(), "another transaction created it meanwhile");
      }
      return draft;
    }
    if (draft.kept().origin() == TableDraft.Origin.DROPPED) {
      if (head.tables().containsKey(draft.name()) || head.tableById(base.id()).isPresent()) {
        throw conflict(draft.name(), "another transaction created it meanwhile");
      }
      return draft;
    }
    TableEntry entry = current(base);
    if (entry.manifest().equals(base.entry().manifest())) {
      return draft;
    }
    CommittedTable now = new CommittedTable(database, entry);
    draft.indexing().checkAgainst(draft.name(), now.manifest().indexes());
    if (draft.kept().origin() != TableDraft.Origin.NEWEST) {
      if (entry.version() != base.version()) {
        throw conflict(draft.name(), "another transaction changed it meanwhile");
      }
      return new TableDraft(
          draft.identity(),
          now,
          draft.kept(),
          draft.added(),
          draft.buffered(),
          draft.deletes(),
          draft.indexing());
    }
    return merge(draft, base, now);
  }

  /** A table to be dropped must be as it was seen. */
  void checkDroppable(TableEntry seen) {
    TableEntry entry =
        head.tableById(seen.id())
            .orElseThrow(() -> conflict(seen.name(), "another transaction dropped it meanwhile"));
    if (entry.version() != seen.version()) {
      throw conflict(seen.name(), "another transaction changed it meanwhile");
    }
  }

  private TableEntry current(CommittedTable base) {
    return head.tableById(base.id())
        .orElseThrow(() -> conflict(base.name(), "another transaction dropped it meanwhile"));
  }

  private TableDraft merge(TableDraft draft, CommittedTable base, CommittedTable now) {
    if (!now.schema().equals(draft.schema())) {
      throw conflict(draft.name(), "another transaction changed its columns meanwhile");
    }
    Map<UUID, FragmentEntry> before = byId(base.entries());
    Map<UUID, FragmentEntry> after = byId(now.entries());
    Map<UUID, RoaringBitmap> deletes = new HashMap<>(draft.deletes());
    deletes.keySet().removeAll(draft.keptDeletes().keySet());
    newlyDeleted(draft, before, after)
        .forEach(
            (fragment, rows) -> {
              RoaringBitmap others = deletesOf(draft, Objects.requireNonNull(after.get(fragment)));
              if (RoaringBitmap.intersects(rows, others)) {
                throw changedTwice(draft);
              }
              deletes.put(fragment, RoaringBitmap.or(rows, others));
            });
    Manifest manifest = now.manifest();
    TableDraft merged =
        new TableDraft(
            draft.identity(),
            now,
            new TableDraft.Kept(TableDraft.Origin.NEWEST, manifest.fragments(), manifest.totals()),
            draft.added(),
            draft.buffered(),
            deletes,
            draft.indexing());
    checkKeys(merged, before, after);
    return merged;
  }

  /** The rows that the draft deletes, in the fragments where they are now. */
  private Map<UUID, RoaringBitmap> newlyDeleted(
      TableDraft draft, Map<UUID, FragmentEntry> before, Map<UUID, FragmentEntry> after) {
    Map<UUID, RoaringBitmap> rows = new HashMap<>();
    MovedRows moved = null;
    for (Map.Entry<UUID, RoaringBitmap> mine : draft.keptDeletes().entrySet()) {
      UUID fragment = mine.getKey();
      RoaringBitmap newly = mine.getValue().clone();
      newly.andNot(deletesOf(draft, Objects.requireNonNull(before.get(fragment))));
      if (!after.containsKey(fragment)) {
        if (moved == null) {
          TablePaths paths = new TablePaths(draft.id());
          moved = new MovedRows(database.store(), paths, before.keySet(), after.keySet());
        }
        MovedRows.Place place = moved.find(fragment, newly).orElseThrow(() -> changedTwice(draft));
        fragment = place.fragment();
        newly = place.rows();
      }
      rows.merge(fragment, newly, (one, other) -> RoaringBitmap.or(one, other));
    }
    return rows;
  }

  private static QuiverException changedTwice(TableDraft draft) {
    return conflict(draft.name(), "another transaction changed or deleted the same rows meanwhile");
  }

  /** Rows that others added meanwhile, or made live again, may have the keys of rows added here. */
  private void checkKeys(
      TableDraft draft, Map<UUID, FragmentEntry> before, Map<UUID, FragmentEntry> after) {
    List<FragmentEntry> fresh = new ArrayList<>();
    for (FragmentEntry entry : after.values()) {
      FragmentEntry known = before.get(entry.fragment().id());
      if (known == null || !Objects.equals(known.deletes(), entry.deletes())) {
        fresh.add(entry);
      }
    }
    KeyCheck.check(
        database,
        draft.identity(),
        DraftTable.stored(database, draft, draft.addedEntries()),
        DraftTable.stored(database, draft, fresh));
  }

  private RoaringBitmap deletesOf(TableDraft draft, FragmentEntry entry) {
    TablePaths paths = new TablePaths(draft.id());
    RoaringBitmap rows = StoredFragment.of(database.files(), paths, entry).deletedRows();
    return rows == null ? new RoaringBitmap() : rows;
  }

  private static Map<UUID, FragmentEntry> byId(List<FragmentEntry> entries) {
    Map<UUID, FragmentEntry> byId = new HashMap<>();
    entries.forEach(e -> byId.put(e.fragment().id(), e));
    return byId;
  }

  static QuiverException conflict(TableName table, String cause) {
    return new QuiverException(ErrorCode.WRITE_CONFLICT, table, cause);
  }
}
