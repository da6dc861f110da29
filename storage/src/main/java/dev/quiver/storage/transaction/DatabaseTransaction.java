package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.Pin;
import dev.quiver.storage.Progress;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.fragment.HeapFragment;
import dev.quiver.storage.fragment.HeapRows;
import dev.quiver.storage.fragment.MaskedFragment;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.BuiltIndex;
import dev.quiver.storage.index.IndexBuilder;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.CommittedSnapshot;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.table.Schema;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** A transaction of a database that is open for writing. */
public final class DatabaseTransaction implements Transaction {
  /** Vacuum of another process removes files of no commit that are a day old. */
  private static final Duration LONGEST = Duration.ofHours(20);

  private final OpenDatabase database;
  private final WrittenFiles files;
  private final Pin pin;
  private final long beganMillis = System.currentTimeMillis();
  private Changes changes;
  private @Nullable DraftSnapshot view;
  private boolean closed;

  public DatabaseTransaction(OpenDatabase database, CommittedSnapshot pinned) {
    this.database = database;
    this.pin = database.pins().pin(pinned.pinNumber(), true);
    this.files = new WrittenFiles(database.store());
    this.changes = Changes.none(pinned);
  }

  @Override
  public Snapshot view() {
    checkOpen();
    return currentView();
  }

  private DraftSnapshot currentView() {
    DraftSnapshot known = view;
    if (known == null) {
      known = new DraftSnapshot(database, changes);
      view = known;
    }
    return known;
  }

  private void change(Changes now) {
    changes = now;
    view = null;
  }

  @Override
  public void createTable(TableName name, Schema schema) {
    checkOpen();
    if (currentView().table(name).isPresent()) {
      throw new QuiverException(ErrorCode.TABLE_EXISTS, name);
    }
    if (schema.fields().isEmpty()) {
      throw new QuiverException(ErrorCode.INVALID_ARGUMENT, "table " + name + " has no column");
    }
    change(changes.with(TableDraft.created(database.uuids().get(), name, schema)));
  }

  @Override
  public void dropTable(TableName name) {
    checkOpen();
    change(changes.withoutTable(changes.toChange(name)));
  }

  @Override
  public void truncate(TableName name) {
    checkOpen();
    change(changes.with(changes.toChange(name).truncate()));
  }

  @Override
  public TableAppender append(TableName name) {
    checkOpen();
    return new RowAppender(this, changes.toChange(name).identity());
  }

  @Override
  public long delete(TableName name, RowSet rows) {
    checkOpen();
    TableDraft draft = changes.toChange(name);
    Map<UUID, RoaringBitmap> deletes = new HashMap<>(draft.deletes());
    Map<UUID, MaskedFragment> fragments = new HashMap<>();
    new DraftTable(database, draft)
        .fragments()
        .forEach(f -> fragments.put(f.id(), (MaskedFragment) f));
    long[] count = {0};
    rows.forEach(
        (id, offsets) -> {
          MaskedFragment fragment = fragments.get(id);
          if (fragment != null) {
            RoaringBitmap mask = with(fragment, offsets);
            int more = mask.getCardinality() - fragment.physicalRows() + fragment.liveRows();
            if (more > 0) {
              deletes.put(id, mask);
              count[0] += more;
            }
          }
        });
    change(changes.with(draft.withDeletes(deletes)));
    return count[0];
  }

  private static RoaringBitmap with(MaskedFragment fragment, int[] offsets) {
    RoaringBitmap before = fragment.deletedRows();
    RoaringBitmap mask = before == null ? new RoaringBitmap() : before.clone();
    for (int offset : offsets) {
      if (offset < 0 || offset >= fragment.physicalRows()) {
        throw new IllegalArgumentException(
            "row " + offset + " of fragment " + fragment.id() + " of " + fragment.physicalRows());
      }
      mask.add(offset);
    }
    return mask;
  }

  @Override
  public void restore(TableName name, VersionPoint point) {
    checkOpen();
    TableDraft draft = changes.toChange(name);
    CommittedTable now = draft.base();
    if (now == null) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED, "RESTORE of table " + name + " in the transaction that made it");
    }
    CommittedTable older = changes.pinned().table(name, point);
    if (!older.id().equals(now.id())) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED,
          "RESTORE of table " + name + " to " + point + ", when another table had that name,");
    }
    change(changes.with(draft.restore(older)));
  }

  @Override
  public void restoreDatabase(VersionPoint point) {
    checkOpen();
    CommittedSnapshot older = changes.pinned().at(point);
    Changes now = changes;
    for (TableName name : currentView().tables()) {
      TableDraft draft = now.toChange(name);
      if (older.committed(name).filter(t -> t.id().equals(draft.id())).isEmpty()) {
        now = now.withoutTable(draft);
      }
    }
    for (TableName name : older.tables()) {
      CommittedTable then = older.committed(name).orElseThrow();
      if (now.draft(name).isEmpty() && now.untouched(name).isEmpty()) {
        now = now.revived(droppedTable(then));
      } else {
        TableDraft draft = now.toChange(name);
        if (new DraftTable(database, draft).version() != then.version()) {
          now = now.with(draft.restore(then));
        }
      }
    }
    change(now);
  }

  /** As it was, whether this transaction dropped it or an earlier one. */
  private TableDraft droppedTable(CommittedTable then) {
    return changes
        .pinned()
        .commit()
        .tableById(then.id())
        .map(entry -> TableDraft.of(new CommittedTable(database, entry)).restore(then))
        .orElseGet(() -> TableDraft.revived(then));
  }

  @Override
  public void createIndex(TableName name, IndexDefinition definition, Progress progress) {
    checkOpen();
    flush();
    TableDraft draft = changes.toChange(name);
    if (index(draft, definition.name()).isPresent()) {
      throw new QuiverException(ErrorCode.INDEX_EXISTS, definition.name(), name);
    }
    int dimension = DraftIndexes.dimension(draft.schema(), definition.fieldId());
    List<StoredFragment> fragments =
        new DraftTable(database, draft)
            .fragments().stream().map(fragment -> (StoredFragment) fragment).toList();
    TablePaths paths = new TablePaths(draft.id());
    IndexBuilder.Site site = new IndexBuilder.Site(database.files(), database.uuids(), paths);
    BuiltIndex built = new IndexBuilder(site, definition, dimension, fragments, progress).build();
    IndexChanges now = draft.indexing().with(built.entry(), built.files());
    files.addAll(now.paths(draft.id()));
    change(changes.with(draft.withIndexing(now)));
  }

  @Override
  public void dropIndex(TableName name, String index) {
    checkOpen();
    TableDraft draft = changes.toChange(name);
    IndexEntry entry =
        index(draft, index).orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_INDEX, index));
    change(changes.with(draft.withIndexing(draft.indexing().without(entry))));
  }

  /**
   * Makes posting lists for fragments of at least so many rows that have none of an index's last
   * generation, and trains an index anew that the table has outgrown; makes no version.
   *
   * @return false if there was nothing to do
   */
  public boolean completeIndexes(TableName name, int leastRows, Progress progress) {
    checkOpen();
    TableDraft draft = changes.toChange(name);
    DraftIndexes indexes = new DraftIndexes(database, progress);
    if (indexes.isComplete(draft, leastRows)) {
      return false;
    }
    try {
      change(changes.with(indexes.complete(draft, leastRows)));
      return true;
    } finally {
      files.addAll(indexes.written());
    }
  }

  /** Large fragments that were written get the lists of the indexes there are. */
  private void indexAdded(Progress progress) {
    Changes indexed = changes;
    DraftIndexes indexes = new DraftIndexes(database, progress);
    try {
      for (TableDraft draft : changes.drafts().values()) {
        TableDraft now = indexes.indexAdded(draft);
        indexed = now == draft ? indexed : indexed.with(now);
      }
    } finally {
      files.addAll(indexes.written());
    }
    if (indexed != changes) {
      change(indexed);
    }
  }

  private static Optional<IndexEntry> index(TableDraft draft, String name) {
    return draft.indexes().stream()
        .filter(index -> index.definition().name().equalsIgnoreCase(name))
        .findFirst();
  }

  @Override
  public void createTag(String tag) {
    checkOpen();
    if (changes.hasTag(tag)) {
      throw new QuiverException(ErrorCode.TAG_EXISTS, tag);
    }
    change(changes.withTag(tag));
  }

  @Override
  public void dropTag(String tag) {
    checkOpen();
    if (!changes.hasTag(tag)) {
      throw new QuiverException(ErrorCode.UNKNOWN_TAG, tag);
    }
    change(changes.withoutTag(tag));
  }

  /** Changes are immutable, so coming back is taking the old ones. */
  private record Moment(DatabaseTransaction transaction, Changes changes, Set<String> files)
      implements Savepoint {}

  @Override
  public Savepoint savepoint() {
    checkOpen();
    return new Moment(this, changes, files.paths());
  }

  @Override
  public void rollbackTo(Savepoint savepoint) {
    checkOpen();
    if (!(savepoint instanceof Moment moment) || moment.transaction != this) {
      throw new IllegalArgumentException("a savepoint of another transaction");
    }
    change(moment.changes);
    files.deleteAllBut(moment.files);
  }

  @Override
  public Snapshot commit(String operation, Progress progress) {
    checkOpen();
    closed = true;
    try (Pin held = pin) {
      return publish(operation, progress);
    }
  }

  private Snapshot publish(String operation, Progress progress) {
    try {
      database.log().checkStillThere();
      flush();
      indexAdded(progress);
      if (System.currentTimeMillis() - beganMillis > LONGEST.toMillis()) {
        throw new QuiverException(ErrorCode.TRANSACTION_EXPIRED, LONGEST);
      }
    } catch (RuntimeException e) {
      files.deleteAll();
      throw e;
    }
    List<DraftTable> changed = currentView().changedTables();
    if (changed.isEmpty()
        && changes.dropped().isEmpty()
        && changes.newTags().isEmpty()
        && changes.droppedTags().isEmpty()) {
      files.deleteAll();
      return changes.pinned();
    }
    return new Publication(database, changes, changed, files, progress).run(operation);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (Pin held = pin) {
        files.deleteAll();
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new QuiverException(ErrorCode.CLOSED, "transaction");
    }
  }

  OpenDatabase database() {
    return database;
  }

  /** Takes finished fragments, if their keys are new; deletes their files if not. */
  void take(TableDraft.Identity table, List<FragmentRecord> fragments) {
    checkOpen();
    files.add(table.id(), fragments);
    boolean taken = false;
    try {
      TableDraft draft = toAppend(table);
      checkKeys(
          draft,
          DraftTable.stored(
              database, draft, fragments.stream().map(FragmentEntry::whole).toList()));
      change(changes.with(draft.append(fragments)));
      taken = true;
    } finally {
      if (!taken) {
        files.delete(table.id(), fragments);
      }
    }
  }

  /** Takes rows that stay in memory for now, if their keys are new. */
  void take(TableDraft.Identity table, DenseBatch rows) {
    checkOpen();
    TableDraft draft = toAppend(table);
    HeapRows added = new HeapRows(database.uuids().get(), table.schema(), rows);
    checkKeys(draft, List.of(new HeapFragment(added, null)));
    change(changes.with(RowBuffer.of(draft).add(added, database.uuids())));
    if (changes.drafts().values().stream().mapToLong(TableDraft::bufferedBytes).sum()
        > RowBuffer.TRANSACTION_BYTES) {
      flush();
    }
  }

  private TableDraft toAppend(TableDraft.Identity table) {
    TableDraft draft = changes.drafts().get(table.id());
    return draft != null
        ? draft
        : changes
            .untouched(table.name())
            .filter(t -> t.id().equals(table.id()))
            .map(TableDraft::of)
            .orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, table.name()));
  }

  private void checkKeys(TableDraft draft, List<? extends MaskedFragment> added) {
    if (!draft.schema().keys().isEmpty()) {
      List<MaskedFragment> existing =
          new DraftTable(database, draft)
              .fragments().stream().map(f -> (MaskedFragment) f).toList();
      KeyCheck.check(database, draft.identity(), added, existing);
    }
  }

  /** Writes the rows that are in memory, those of each table together. */
  private void flush() {
    Changes written = changes;
    for (TableDraft draft : changes.drafts().values()) {
      if (!draft.buffered().isEmpty()) {
        List<FragmentRecord> fragments = RowBuffer.of(draft).write(database);
        files.add(draft.id(), fragments);
        written = written.with(draft.withBuffered(List.of()).append(fragments));
      }
    }
    if (written != changes) {
      change(written);
    }
  }
}
