package dev.quiver.storage.snapshot;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The database as one commit left it. */
public final class CommittedSnapshot implements Snapshot {
  private final OpenDatabase database;
  private final Commit commit;

  /** The newer snapshot that this one was looked up in; null if it was the newest. */
  private final @Nullable CommittedSnapshot seenFrom;

  private final boolean tagged;
  private final Map<TableName, CommittedTable> tables = new ConcurrentHashMap<>();

  public CommittedSnapshot(OpenDatabase database, Commit commit) {
    this(database, commit, null, false);
  }

  private CommittedSnapshot(
      OpenDatabase database, Commit commit, @Nullable CommittedSnapshot seenFrom, boolean tagged) {
    this.database = database;
    this.commit = commit;
    this.seenFrom = seenFrom;
    this.tagged = tagged;
  }

  /** The snapshot whose files are those that this one needs. */
  public long pinNumber() {
    return seenFrom == null ? commit.number() : seenFrom.pinNumber();
  }

  public Commit commit() {
    return commit;
  }

  @Override
  public long number() {
    return commit.number();
  }

  @Override
  public Instant committedAt() {
    return commit.committedAt();
  }

  @Override
  public List<TableName> tables() {
    return commit.tables().values().stream().map(TableEntry::name).toList();
  }

  @Override
  public Optional<TableVersion> table(TableName name) {
    return committed(name).map(t -> t);
  }

  /** Likewise, as what it is. */
  public Optional<CommittedTable> committed(TableName name) {
    TableEntry entry = commit.tables().get(name);
    return entry == null
        ? Optional.empty()
        : Optional.of(
            tables.computeIfAbsent(name, n -> new CommittedTable(database, asLaidOut(entry))));
  }

  /**
   * A table of this snapshot in the layout that its version has by now: compaction may have given
   * it another, vacuum may have removed the one of then.
   */
  private TableEntry asLaidOut(TableEntry entry) {
    return seenFrom == null || tagged ? entry : asLaidOutIn(seenFrom, entry);
  }

  private TableEntry asLaidOutIn(CommittedSnapshot from, TableEntry entry) {
    CommittedTable now =
        new CommittedTable(database, lastEntry(entry.id(), from.commit, commit.number()));
    if (now.version() == entry.version()) {
      return new TableEntry(entry.id(), entry.name(), entry.version(), now.entry().manifest());
    }
    HistoryEntry line =
        database
            .manifests()
            .version(now.manifest(), entry.version())
            .orElseThrow(() -> unknown(now, entry.version()));
    return new TableEntry(entry.id(), entry.name(), entry.version(), line.manifest());
  }

  /** A table as it was last, from a commit that has it to one that may not have it any more. */
  private TableEntry lastEntry(UUID table, Commit newest, long from) {
    Optional<TableEntry> there = newest.tableById(table);
    if (there.isPresent()) {
      return there.get();
    }
    long low = from;
    long high = newest.number();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (database.log().read(middle).tableById(table).isPresent()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return database.log().read(low).tableById(table).orElseThrow();
  }

  private QuiverException unknown(CommittedTable table, long version) {
    long first = database.manifests().firstVersion(table.manifest());
    return version > 0 && version < first
        ? new QuiverException(ErrorCode.VERSION_VACUUMED, version, table.name(), first)
        : new QuiverException(
            ErrorCode.UNKNOWN_VERSION, table.name(), version, first, table.version());
  }

  @Override
  public CommittedTable table(TableName name, VersionPoint point) {
    if (point instanceof VersionPoint.Version version) {
      return version(name, version.number());
    }
    return find(point)
        .flatMap(snapshot -> snapshot.committed(name))
        .orElseThrow(() -> new QuiverException(ErrorCode.NO_VERSION_AT, name, point));
  }

  private CommittedTable version(TableName name, long number) {
    CommittedTable current =
        committed(name).orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, name));
    if (number == current.version()) {
      return current;
    }
    if (seenFrom != null && number > 0 && number < current.version()) {
      TableEntry then = new TableEntry(current.id(), name, number, current.entry().manifest());
      return new CommittedTable(database, asLaidOutIn(seenFrom, then));
    }
    Manifest manifest = current.manifest();
    HistoryEntry line =
        database.manifests().version(manifest, number).orElseThrow(() -> unknown(current, number));
    TableEntry now = current.entry();
    return new CommittedTable(
        database, new TableEntry(now.id(), now.name(), number, line.manifest()));
  }

  /**
   * The snapshot that a point of the whole database's history names, seen from this one; a version
   * is the snapshot's number.
   *
   * @throws QuiverException UNKNOWN_TAG, NO_SNAPSHOT_AT
   */
  public CommittedSnapshot at(VersionPoint point) {
    return find(point)
        .orElseThrow(
            () ->
                new QuiverException(
                    ErrorCode.NO_SNAPSHOT_AT, database.store().name(), point, commit.number()));
  }

  private Optional<CommittedSnapshot> find(VersionPoint point) {
    if (point instanceof VersionPoint.Tag tag) {
      Long number = commit.tags().get(tag.name());
      if (number == null) {
        throw new QuiverException(ErrorCode.UNKNOWN_TAG, tag.name());
      }
      return Optional.of(
          number == commit.number()
              ? this
              : new CommittedSnapshot(database, database.log().read(number), this, true));
    }
    if (point instanceof VersionPoint.Timestamp timestamp) {
      return atTime(timestamp.instant());
    }
    long number = ((VersionPoint.Version) point).number();
    return number < 0 || number > commit.number()
        ? Optional.empty()
        : Optional.of(numbered(number));
  }

  private CommittedSnapshot numbered(long number) {
    if (number == commit.number()) {
      return this;
    }
    if (number < commit.oldest() && !commit.tags().containsValue(number)) {
      throw vacuumed("snapshot " + number);
    }
    return new CommittedSnapshot(
        database, database.log().read(number), this, number < commit.oldest());
  }

  private QuiverException vacuumed(String what) {
    return new QuiverException(
        ErrorCode.SNAPSHOT_VACUUMED,
        what,
        database.store().name(),
        commit.oldest(),
        database.log().read(commit.oldest()).committedAt());
  }

  /** Commit times strictly increase with the numbers, so halving finds the last one in time. */
  private Optional<CommittedSnapshot> atTime(Instant time) {
    if (!commit.committedAt().isAfter(time)) {
      return Optional.of(this);
    }
    long low = commit.oldest();
    long high = commit.number();
    if (low > 0 && database.log().read(low).committedAt().isAfter(time)) {
      throw vacuumed("the snapshot of " + time);
    }
    if (database.log().read(low).committedAt().isAfter(time)) {
      return Optional.empty();
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (database.log().read(middle).committedAt().isAfter(time)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Optional.of(numbered(low));
  }

  @Override
  public Map<String, Long> tags() {
    return commit.tags();
  }
}
