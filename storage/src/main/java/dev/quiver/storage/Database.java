package dev.quiver.storage;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.check.DatabaseCheck;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.compaction.Choice;
import dev.quiver.storage.compaction.TableCompactor;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.Occupancy;
import dev.quiver.storage.format.FormatFile;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.key.KeyTables;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.snapshot.CommitSignal;
import dev.quiver.storage.snapshot.CommittedSnapshot;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.snapshot.Pins;
import dev.quiver.storage.transaction.DatabaseTransaction;
import dev.quiver.storage.transaction.IndexCompletion;
import dev.quiver.storage.upkeep.Upkeep;
import dev.quiver.storage.vacuum.MissingFiles;
import dev.quiver.storage.vacuum.Vacuum;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database that is open: gives snapshots to read and transactions to write.
 *
 * <p>Safe for any number of threads. Any number of these, in any number of processes, may be open
 * on one place at once: each sees the commits of all others with the next {@link #latest}. There is
 * no lock, so nothing has to be recovered and closing frees nothing but memory.
 */
public final class Database implements AutoCloseable {
  /** What a place may hold besides a database without being another program's. */
  private static final Set<String> IGNORED = Set.of("tmp", "lost+found");

  private final OpenDatabase parts;
  private final FormatFile format;
  private final boolean readOnly;
  private final Upkeep upkeep;
  private volatile CommittedSnapshot newest;
  private volatile boolean closed;

  private Database(OpenDatabase parts, FormatFile format, OpenOptions options) {
    this.parts = parts;
    this.format = format;
    this.readOnly = options.readOnly();
    this.upkeep = new Upkeep(parts, options.retention());
    if (options.autoCompact() && !readOnly) {
      parts.signal().listen(upkeep::wake);
    }
    this.newest = new CommittedSnapshot(parts, parts.log().latest());
  }

  /**
   * @throws QuiverException NOT_A_DATABASE, NEWER_FORMAT, CORRUPT_FILE, IO_FAILURE
   */
  public static Database open(FileStore store, OpenOptions options) {
    return open(store, options, Clock.systemUTC(), UUID::randomUUID);
  }

  /** Likewise with another clock and source of randomness than the machine's. */
  public static Database open(
      FileStore store, OpenOptions options, InstantSource clock, Supplier<UUID> uuids) {
    byte[] content = store.readIfPresent(FormatFile.PATH);
    if (content == null) {
      checkMayCreate(store, options);
      byte[] made = FormatFile.encode(uuids.get(), clock.instant().truncatedTo(ChronoUnit.MICROS));
      content = store.createIfAbsent(FormatFile.PATH, made) ? made : null;
    }
    if (content == null) {
      content = store.readIfPresent(FormatFile.PATH);
    }
    if (content == null) {
      throw new QuiverException(ErrorCode.IO_FAILURE, store.name(), "FORMAT came and went");
    }
    FormatFile format = FormatFile.decode(store.name(), content);
    Occupancy occupancy = store.occupy(options.createIfMissing() && !options.readOnly());
    try {
      CommitLog log = new CommitLog(store, format);
      MissingFiles missing = new MissingFiles(store, log);
      OpenDatabase parts =
          new OpenDatabase(
              store,
              log,
              new Manifests(store, missing),
              new FragmentFiles(store, missing),
              new KeyTables(),
              options.keyFileRows(),
              new Pins(),
              occupancy,
              new CommitSignal(),
              clock,
              uuids);
      return new Database(parts, format, options);
    } catch (RuntimeException e) {
      occupancy.close();
      throw e;
    }
  }

  private static void checkMayCreate(FileStore store, OpenOptions options) {
    for (String name : store.list("")) {
      if (!IGNORED.contains(name)) {
        throw new QuiverException(
            ErrorCode.NOT_A_DATABASE, store.name(), "it holds " + name + " but no file FORMAT");
      }
    }
    if (options.readOnly() || !options.createIfMissing()) {
      throw new QuiverException(
          ErrorCode.NOT_A_DATABASE, store.name(), "there is nothing, and it is not to be created");
    }
  }

  /** Where the database is, for messages. */
  public String name() {
    return parts.store().name();
  }

  /** The database's identity, given when it was made. */
  public UUID uuid() {
    return format.uuid();
  }

  public boolean readOnly() {
    return readOnly;
  }

  /** The newest snapshot, whoever committed it. One failed open of a file if there is no newer. */
  public Snapshot latest() {
    return newest();
  }

  private CommittedSnapshot newest() {
    checkOpen();
    Commit commit = parts.log().latest();
    CommittedSnapshot known = newest;
    if (commit.number() != known.number()) {
      known = new CommittedSnapshot(parts, commit);
      newest = known;
    }
    return known;
  }

  /**
   * The whole database at a point of its history; a version is a snapshot's number.
   *
   * @throws QuiverException UNKNOWN_TAG, NO_SNAPSHOT_AT
   */
  public Snapshot at(VersionPoint point) {
    return newest().at(point);
  }

  /** Begins a transaction on the newest snapshot. */
  public Transaction begin() {
    return begin(newest());
  }

  /**
   * Begins a transaction on a snapshot of this database.
   *
   * @throws QuiverException READ_ONLY, NEWER_FORMAT
   */
  public Transaction begin(Snapshot pinned) {
    checkWritable();
    if (!(pinned instanceof CommittedSnapshot committed)) {
      throw new IllegalArgumentException("a transaction begins on a committed snapshot");
    }
    return new DatabaseTransaction(parts, committed);
  }

  /**
   * Merges the small fragments of a table, drops its deleted rows and completes its indexes; makes
   * no version.
   *
   * @return how many fragments were rewritten
   * @throws QuiverException UNKNOWN_TABLE, READ_ONLY, NEWER_FORMAT
   */
  public long optimize(TableName name, Progress progress) {
    checkWritable();
    CommittedTable table =
        newest()
            .committed(name)
            .orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, name));
    long rewritten = new TableCompactor(parts, Choice.DEFAULT).all(table.id(), progress);
    new IndexCompletion(parts, 1).run(table.id(), progress);
    return rewritten;
  }

  /**
   * Gives up old versions of a table and removes what nothing needs any more; makes no version.
   *
   * @throws QuiverException UNKNOWN_TABLE, READ_ONLY, NEWER_FORMAT
   */
  public Vacuumed vacuum(TableName name, Retention retention, Progress progress) {
    checkWritable();
    TableVersion table =
        newest().table(name).orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, name));
    return new Vacuum(parts, retention, table.id()).run(progress);
  }

  /** Likewise for all tables and for the snapshots of the whole database. */
  public Vacuumed vacuum(Retention retention, Progress progress) {
    checkWritable();
    return new Vacuum(parts, retention, null).run(progress);
  }

  /** What goes on in the background. */
  public List<JobStatus> jobs() {
    return upkeep.jobs();
  }

  /**
   * Keeps a snapshot of this database readable until the pin is closed, whatever is vacuumed. A pin
   * that comes late does not: a newer snapshot is to be taken then. A transaction pins what it
   * reads by itself, so the pin of its view is always late.
   */
  public Pin pin(Snapshot snapshot) {
    long number = snapshot instanceof CommittedSnapshot committed ? committed.pinNumber() : -1;
    return parts.pins().pin(number, false);
  }

  private void checkWritable() {
    checkOpen();
    if (readOnly) {
      throw new QuiverException(ErrorCode.READ_ONLY, "database " + name());
    }
    format.envelope().checkWritable();
    format.checkStillAt(parts.store());
  }

  /**
   * Reads everything that any commit leads to anew, or one table's part of it, and says what is
   * wrong; see {@link DatabaseCheck}.
   *
   * @param table null for the whole database
   * @throws QuiverException UNKNOWN_TABLE, and whatever {@code progress} throws
   */
  public CheckReport check(@Nullable TableName table, Progress progress) {
    checkOpen();
    return DatabaseCheck.run(parts.store(), table, progress);
  }

  /** Likewise for the files of one index of a table, as they are committed. */
  public CheckReport checkIndex(TableName table, VectorIndex index, Progress progress) {
    checkOpen();
    return DatabaseCheck.runIndex(parts.store(), parts.log().latest(), table, index.id(), progress);
  }

  private void checkOpen() {
    if (closed) {
      throw new QuiverException(ErrorCode.CLOSED, "database " + name());
    }
  }

  /** Ends the giving of snapshots and the work in the background; snapshots given stay readable. */
  @Override
  public void close() {
    closed = true;
    upkeep.close();
    parts.occupancy().close();
  }
}
