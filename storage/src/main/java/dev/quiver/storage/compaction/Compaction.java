package dev.quiver.storage.compaction;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Pin;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.file.Orphans;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.MovedRows;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * Puts one fragment in the place of several neighbours of a table, as another layout of whatever
 * version the table has by then. For one thread.
 *
 * <p>The rows are written once. Rows that others deleted meanwhile are deleted in the new fragment;
 * where others dropped or changed the table so that it does not fit any more, the compaction gives
 * way and leaves nothing behind. Transactions that began before find the rows again by {@link
 * Moves}. Posting lists are merged with the rows, without training.
 */
public final class Compaction {
  /** How a compaction ended. */
  public enum Outcome {
    DONE,
    /** Another change was first; a new choice may succeed. */
    GAVE_WAY
  }

  private final OpenDatabase database;
  private final long seen;
  private final CommittedTable table;
  private final List<FragmentEntry> sources;
  private final TablePaths paths;
  private final List<String> written = new ArrayList<>();

  /**
   * @param seen the snapshot that has the table so
   * @param sources some of the table's fragments, each next to the one before
   */
  public Compaction(
      OpenDatabase database, long seen, CommittedTable table, List<FragmentEntry> sources) {
    this.database = database;
    this.seen = seen;
    this.table = table;
    this.sources = List.copyOf(sources);
    this.paths = new TablePaths(table.id());
  }

  /**
   * @throws QuiverException whatever the storage or {@code progress} throws; then nothing is left,
   *     but after a failure to publish
   */
  public Outcome run(Progress progress) {
    try (Pin writing = database.pins().pin(seen, true)) {
      return publish(progress);
    }
  }

  private Outcome publish(Progress progress) {
    boolean published = false;
    boolean mayBePublished = false;
    MergedIndexes indexes = null;
    try {
      Merge merge = Merge.of(database, table, sources, progress);
      written.addAll(merge.fragment().paths(paths));
      String moves = paths.moves(merge.fragment().id());
      written.add(moves);
      database.store().write(moves, merge.moves().encode());
      indexes = new MergedIndexes(database, paths, merge, progress);
      while (true) {
        Commit head = database.log().latest();
        database.log().checkWritable(head);
        Optional<Relayout> layout = layout(head, merge, indexes);
        if (layout.isEmpty()) {
          return Outcome.GAVE_WAY;
        }
        Commit commit = layout.get().write(head);
        force(layout.get(), indexes);
        database.log().checkStillThere();
        mayBePublished = true;
        if (database.log().publish(commit)) {
          published = true;
          Orphans.delete(database.store(), indexes.allBut(layout.get().fragment().indexFiles()));
          return Outcome.DONE;
        }
        mayBePublished = false;
        layout.get().discard();
      }
    } finally {
      if (!published && !mayBePublished) {
        Orphans.delete(database.store(), written);
        if (indexes != null) {
          Orphans.delete(database.store(), indexes.written());
        }
      }
    }
  }

  private void force(Relayout layout, MergedIndexes indexes) {
    List<String> all = new ArrayList<>(written);
    all.addAll(indexes.written());
    all.addAll(layout.written());
    database.store().force(TablePaths.directoriesOf(all));
  }

  /** The new fragment in the table as it is now; empty if it does not fit. */
  private Optional<Relayout> layout(Commit head, Merge merge, MergedIndexes indexes) {
    TableEntry entry = head.tableById(table.id()).orElse(null);
    if (entry == null) {
      return Optional.empty();
    }
    CommittedTable now = new CommittedTable(database, entry);
    if (!now.schema().equals(table.schema())) {
      return Optional.empty();
    }
    Map<UUID, FragmentEntry> entries = new LinkedHashMap<>();
    now.entries().forEach(e -> entries.put(e.fragment().id(), e));
    RoaringBitmap deleted = new RoaringBitmap();
    for (int i = 0; i < sources.size(); i++) {
      FragmentEntry then = sources.get(i);
      FragmentEntry source = entries.get(then.fragment().id());
      Moves.Source moved = merge.moves().sources().get(i);
      if (source == null ? wasMoved(moved, entries) : livesAgain(moved, then, source)) {
        return Optional.empty();
      }
      deleted.or(source == null ? moved.all() : newlyDeleted(moved, then, source));
    }
    if (deleted.getCardinality() > merge.fragment().rows() / 2) {
      return Optional.empty();
    }
    List<IndexFile> lists = indexes.of(now, entries);
    FragmentRecord fragment =
        lists.isEmpty() ? merge.fragment() : merge.fragment().withIndexFiles(lists);
    return Optional.of(new Relayout(database, now, sources, fragment, deleted));
  }

  /** Whether another compaction took a source. */
  private boolean wasMoved(Moves.Source source, Map<UUID, FragmentEntry> now) {
    Set<UUID> before = new HashSet<>();
    sources.forEach(s -> before.add(s.fragment().id()));
    return new MovedRows(database.store(), paths, before, now.keySet())
        .find(source.fragment(), new RoaringBitmap())
        .isPresent();
  }

  /** Whether a row is there again that was left behind, since it had been deleted. */
  private boolean livesAgain(Moves.Source moved, FragmentEntry then, FragmentEntry now) {
    return !sameDeletes(now, then) && !deletes(now).contains(moved.leftBehind());
  }

  /** What was deleted since, where it is now. */
  private RoaringBitmap newlyDeleted(Moves.Source moved, FragmentEntry then, FragmentEntry now) {
    if (sameDeletes(now, then)) {
      return new RoaringBitmap();
    }
    return moved.moved(RoaringBitmap.andNot(deletes(now), moved.leftBehind()));
  }

  private static boolean sameDeletes(FragmentEntry one, FragmentEntry other) {
    return Objects.equals(one.deletes(), other.deletes());
  }

  private RoaringBitmap deletes(FragmentEntry entry) {
    RoaringBitmap rows = StoredFragment.of(database.files(), paths, entry).deletedRows();
    return rows == null ? new RoaringBitmap() : rows;
  }

  /** The tables of a commit with one of them replaced. */
  static Map<TableName, TableEntry> replaced(Commit head, TableEntry entry) {
    Map<TableName, TableEntry> tables = new LinkedHashMap<>(head.tables());
    tables.replaceAll((name, other) -> other.id().equals(entry.id()) ? entry : other);
    return tables;
  }
}
