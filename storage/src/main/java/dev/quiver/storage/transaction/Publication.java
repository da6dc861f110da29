package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.file.Orphans;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.CommittedSnapshot;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a transaction's changes the next commit.
 *
 * <p>Each round rebases onto the newest commit, writes and forces manifests, forces the directories
 * of everything new, and only then tries to take the next number. When another commit was faster,
 * the next round rewrites the manifests alone, and of those only the ones that the other commit
 * changed the ground of.
 */
final class Publication {
  private final OpenDatabase database;
  private final Changes changes;
  private final List<DraftTable> changed;
  private final WrittenFiles files;
  private final Progress progress;
  private final Map<UUID, Written> written = new HashMap<>();
  private final Map<UUID, TableDraft> caughtUp = new HashMap<>();
  private final List<String> lists = new ArrayList<>();

  /** A version written for a round that did not win. */
  private record Written(
      TableEntry entry, @Nullable CommittedTable base, Instant time, List<String> paths) {}

  /**
   * @param progress of making lists for what others added meanwhile; may throw, and then nothing is
   *     published
   */
  Publication(
      OpenDatabase database,
      Changes changes,
      List<DraftTable> changed,
      WrittenFiles files,
      Progress progress) {
    this.progress = progress;
    this.database = database;
    this.changes = changes;
    this.changed = changed;
    this.files = files;
  }

  CommittedSnapshot run(String operation) {
    Instant time = Instant.MIN;
    while (true) {
      Commit commit;
      try {
        Commit head = database.log().latest();
        database.log().checkWritable(head);
        time = later(time, head);
        commit = prepare(head, time, operation);
        force();
        database.log().checkStillThere();
      } catch (RuntimeException e) {
        written.values().forEach(w -> Orphans.delete(database.store(), w.paths()));
        files.deleteAll();
        throw e;
      }
      // From here on a failure may hide a success, so nothing is deleted.
      if (database.log().publish(commit)) {
        files.published(namedFiles());
        files.deleteAll();
        database.signal().committed();
        return new CommittedSnapshot(database, commit);
      }
    }
  }

  /** The time of an earlier round if it still lies after the head's, else a new one. */
  private Instant later(Instant time, Commit head) {
    if (time.isAfter(head.committedAt())) {
      return time;
    }
    return head.timeOfNext(database.clock());
  }

  private Commit prepare(Commit head, Instant time, String operation) {
    Rebase rebase = new Rebase(database, head);
    Map<TableName, TableEntry> tables = new LinkedHashMap<>(head.tables());
    for (TableEntry seen : changes.pinned().commit().tables().values()) {
      if (changes.dropped().contains(seen.id())) {
        rebase.checkDroppable(seen);
        tables.values().removeIf(t -> t.id().equals(seen.id()));
      }
    }
    Rebase onto = new Rebase(database, head.with(tables));
    for (DraftTable table : changed) {
      TableDraft draft = caughtUp(table.draft(), onto.onto(table.draft()));
      tables.put(draft.name(), entry(draft, time, operation));
    }
    boolean makesSnapshot = !changed.isEmpty() || !changes.dropped().isEmpty();
    long tagged = makesSnapshot ? head.number() + 1 : changes.pinned().number();
    return head.next(database.uuids().get(), time, operation, tables, tags(head, tagged));
  }

  /** With lists for fragments that others made meanwhile of those that the draft indexed. */
  private TableDraft caughtUp(TableDraft draft, TableDraft rebased) {
    TableDraft earlier = caughtUp.get(draft.id());
    if (earlier != null && sameBase(earlier.base(), rebased.base())) {
      return earlier;
    }
    DraftIndexes indexes = new DraftIndexes(database, progress);
    try {
      TableDraft now = indexes.catchUp(draft, rebased);
      caughtUp.put(draft.id(), now);
      return now;
    } finally {
      lists.addAll(indexes.written());
      files.addAll(indexes.written());
    }
  }

  private TableEntry entry(TableDraft draft, Instant time, String operation) {
    Written earlier = written.get(draft.id());
    if (earlier != null) {
      if (earlier.time().equals(time) && sameBase(earlier.base(), draft.base())) {
        return earlier.entry();
      }
      Orphans.delete(database.store(), earlier.paths());
      written.remove(draft.id());
    }
    VersionWriter writer = new VersionWriter(database, draft);
    try {
      TableEntry entry = writer.write(time, operation);
      written.put(draft.id(), new Written(entry, draft.base(), time, writer.written()));
      return entry;
    } catch (RuntimeException e) {
      Orphans.delete(database.store(), writer.written());
      throw e;
    }
  }

  private static boolean sameBase(@Nullable CommittedTable left, @Nullable CommittedTable right) {
    return left == null || right == null
        ? left == right
        : Objects.equals(left.entry().manifest(), right.entry().manifest());
  }

  private Map<String, Long> tags(Commit head, long tagged) {
    Map<String, Long> tags = new LinkedHashMap<>(head.tags());
    for (String tag : changes.droppedTags()) {
      if (tags.remove(tag) == null) {
        throw new QuiverException(ErrorCode.UNKNOWN_TAG, tag);
      }
    }
    for (String tag : changes.newTags()) {
      if (tags.putIfAbsent(tag, tagged) != null) {
        throw new QuiverException(ErrorCode.TAG_EXISTS, tag);
      }
    }
    return tags;
  }

  private void force() {
    List<String> paths = new ArrayList<>(namedFiles());
    written.values().forEach(w -> paths.addAll(w.paths()));
    database.store().force(TablePaths.directoriesOf(paths));
  }

  /** The data files of all fragments added that have a live row. */
  private List<String> namedFiles() {
    List<String> paths = new ArrayList<>();
    for (DraftTable table : changed) {
      TableDraft draft = table.draft();
      for (FragmentRecord fragment : draft.added()) {
        var deleted = draft.deletes().get(fragment.id());
        if (deleted == null || deleted.getCardinality() < fragment.rows()) {
          paths.addAll(WrittenFiles.paths(draft.id(), fragment));
        }
      }
      paths.addAll(draft.indexing().paths(draft.id()));
    }
    paths.addAll(lists);
    return paths;
  }
}
