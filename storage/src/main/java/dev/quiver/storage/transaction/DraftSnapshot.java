package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The pinned snapshot with a transaction's changes up to some moment. */
final class DraftSnapshot implements Snapshot {
  private final OpenDatabase database;
  private final Changes changes;
  private final Map<UUID, DraftTable> tables = new ConcurrentHashMap<>();

  DraftSnapshot(OpenDatabase database, Changes changes) {
    this.database = database;
    this.changes = changes;
  }

  /** Tables that a commit would give a new version. */
  List<DraftTable> changedTables() {
    return changes.drafts().values().stream()
        .map(this::draftTable)
        .filter(DraftTable::isToBePublished)
        .toList();
  }

  DraftTable draftTable(TableDraft draft) {
    return tables.computeIfAbsent(draft.id(), id -> new DraftTable(database, draft));
  }

  @Override
  public long number() {
    return changes.pinned().number();
  }

  @Override
  public Instant committedAt() {
    return changes.pinned().committedAt();
  }

  @Override
  public List<TableName> tables() {
    return changes.tables();
  }

  @Override
  public Optional<TableVersion> table(TableName name) {
    Optional<TableDraft> draft = changes.draft(name);
    return draft.isPresent()
        ? Optional.of(draftTable(draft.get()))
        : changes.untouched(name).map(t -> t);
  }

  @Override
  public TableVersion table(TableName name, VersionPoint point) {
    if (point instanceof VersionPoint.Version version) {
      TableVersion current =
          table(name).orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, name));
      if (current.version() == version.number()) {
        return current;
      }
      if (current instanceof DraftTable draft && draft.draft().base() == null) {
        throw new QuiverException(ErrorCode.UNKNOWN_VERSION, name, version.number(), 1, 1);
      }
    }
    return changes.pinned().table(name, point);
  }

  @Override
  public Map<String, Long> tags() {
    Map<String, Long> tags = new LinkedHashMap<>(changes.pinned().tags());
    tags.keySet().removeAll(changes.droppedTags());
    boolean makesSnapshot = !changes.dropped().isEmpty() || !changedTables().isEmpty();
    changes.newTags().forEach(tag -> tags.put(tag, number() + (makesSnapshot ? 1 : 0)));
    return tags;
  }
}
