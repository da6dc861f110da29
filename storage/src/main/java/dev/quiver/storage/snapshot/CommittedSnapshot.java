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
import java.util.concurrent.ConcurrentHashMap;

/** The database as one commit left it. */
public final class CommittedSnapshot implements Snapshot {
  private final OpenDatabase database;
  private final Commit commit;
  private final Map<TableName, CommittedTable> tables = new ConcurrentHashMap<>();

  public CommittedSnapshot(OpenDatabase database, Commit commit) {
    this.database = database;
    this.commit = commit;
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
        : Optional.of(tables.computeIfAbsent(name, n -> new CommittedTable(database, entry)));
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
    Manifest manifest = current.manifest();
    HistoryEntry line =
        database
            .manifests()
            .version(manifest, number)
            .orElseThrow(
                () ->
                    new QuiverException(
                        ErrorCode.UNKNOWN_VERSION, name, number, 1, current.version()));
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
      return Optional.of(numbered(number));
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
    return number == commit.number()
        ? this
        : new CommittedSnapshot(database, database.log().read(number));
  }

  /** Commit times strictly increase with the numbers, so halving finds the last one in time. */
  private Optional<CommittedSnapshot> atTime(Instant time) {
    if (!commit.committedAt().isAfter(time)) {
      return Optional.of(this);
    }
    long low = 0;
    long high = commit.number();
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
