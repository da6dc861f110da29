package dev.quiver.storage.vacuum;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Pin;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Vacuumed;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.file.Orphans;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.ManifestWriter;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives up old versions, then removes what nothing leads to any more. For one thread.
 *
 * <p>First a commit is published in which the versions and snapshots are given up, then files are
 * removed; a crash in between leaves files for the next vacuum and harms nothing. What may be
 * removed, {@link Sweep} says.
 */
public final class Vacuum {
  static final String OPERATION = "VACUUM";

  private final OpenDatabase database;
  private final Retention retention;
  private final @Nullable UUID only;
  private long versions;
  private long snapshots;

  /**
   * @param only the one table to vacuum; null for the whole database with its snapshots
   */
  public Vacuum(OpenDatabase database, Retention retention, @Nullable UUID only) {
    this.database = database;
    this.retention = retention;
    this.only = only;
  }

  /**
   * @throws QuiverException whatever the storage or {@code progress} throws; what was given up by
   *     then stays given up
   */
  public Vacuumed run(Progress progress) {
    try (Pin writing = database.pins().pin(Long.MAX_VALUE, true)) {
      progress.enter("giving up versions", 0);
      giveUp();
      Sweep sweep = new Sweep(database, only, writing, progress);
      sweep.run();
      return new Vacuumed(versions, snapshots, sweep.files(), sweep.bytes());
    }
  }

  /** Whether there is a version or a snapshot that the retention does not keep. */
  public boolean wouldGiveUp() {
    Commit head = database.log().latest();
    Trim trim = new Trim(retention, database.clock().instant());
    if (only == null && paysOff(head, trim.oldestSnapshot(database.log(), head))) {
      return true;
    }
    for (TableEntry entry : head.tables().values()) {
      CommittedTable table = new CommittedTable(database, entry);
      if ((only == null || entry.id().equals(only))
          && trim.firstVersion(table.history())
              > database.manifests().firstVersion(table.manifest())) {
        return true;
      }
    }
    return false;
  }

  private void giveUp() {
    while (true) {
      Commit head = database.log().latest();
      database.log().checkWritable(head);
      Trim trim = new Trim(retention, database.clock().instant());
      long oldest = only == null ? trim.oldestSnapshot(database.log(), head) : head.oldest();
      List<String> written = new ArrayList<>();
      boolean mayBePublished = false;
      try {
        Map<TableName, TableEntry> tables = trimmed(head, trim, written);
        if (tables.equals(head.tables()) && !paysOff(head, oldest)) {
          return;
        }
        Commit commit =
            head.next(
                    database.uuids().get(),
                    head.timeOfNext(database.clock()),
                    OPERATION,
                    tables,
                    head.tags())
                .givingUp(oldest);
        database.store().force(TablePaths.directoriesOf(written));
        database.log().checkStillThere();
        mayBePublished = true;
        if (database.log().publish(commit)) {
          snapshots = oldest - head.oldest();
          return;
        }
        mayBePublished = false;
      } finally {
        if (!mayBePublished) {
          Orphans.delete(database.store(), written);
        }
      }
    }
  }

  /** Giving up the one snapshot before a vacuum's own would make one for each. */
  private static boolean paysOff(Commit head, long oldest) {
    return oldest - head.oldest() > (head.operation().equals(OPERATION) ? 1 : 0);
  }

  private Map<TableName, TableEntry> trimmed(Commit head, Trim trim, List<String> written) {
    Map<TableName, TableEntry> tables = new LinkedHashMap<>(head.tables());
    versions = 0;
    tables.replaceAll(
        (name, entry) ->
            only == null || entry.id().equals(only) ? trimmed(entry, trim, written) : entry);
    return tables;
  }

  private TableEntry trimmed(TableEntry entry, Trim trim, List<String> written) {
    CommittedTable table = new CommittedTable(database, entry);
    Manifest manifest = table.manifest();
    long first = trim.firstVersion(table.history());
    long before = database.manifests().firstVersion(manifest);
    if (first == before) {
      return entry;
    }
    versions += first - before;
    ManifestWriter out =
        new ManifestWriter(database.store(), database.manifests(), database.uuids(), entry.id());
    UUID id = database.uuids().get();
    try {
      out.write(
          id,
          new Manifest(
              entry.id(),
              entry.version(),
              manifest.schema(),
              manifest.totals(),
              manifest.fragments(),
              out.replaceLast(
                  out.historyFrom(manifest.history(), first), line -> line.withManifest(id)),
              manifest.indexes()));
    } finally {
      written.addAll(out.written());
    }
    return new TableEntry(entry.id(), entry.name(), entry.version(), id);
  }

  /** What to say of a file that is missing while vacuum looks for live ones. */
  static QuiverException missing(String file) {
    return new QuiverException(ErrorCode.SNAPSHOT_EXPIRED, file);
  }
}
