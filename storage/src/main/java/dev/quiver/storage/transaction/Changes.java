package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.snapshot.CommittedSnapshot;
import dev.quiver.storage.snapshot.CommittedTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that a transaction changes of its pinned snapshot. Immutable; each operation makes new
 * changes, so a failed one leaves no trace and a view of them never moves.
 *
 * @param drafts tables made or changed, by id
 * @param dropped committed tables that are gone
 */
record Changes(
    CommittedSnapshot pinned,
    Map<UUID, TableDraft> drafts,
    Set<UUID> dropped,
    Set<String> newTags,
    Set<String> droppedTags) {

  Changes {
    drafts = Collections.unmodifiableMap(new LinkedHashMap<>(drafts));
    dropped = Set.copyOf(dropped);
    newTags = Collections.unmodifiableSet(new LinkedHashSet<>(newTags));
    droppedTags = Set.copyOf(droppedTags);
  }

  static Changes none(CommittedSnapshot pinned) {
    return new Changes(pinned, Map.of(), Set.of(), Set.of(), Set.of());
  }

  List<TableName> tables() {
    List<TableName> names = new ArrayList<>();
    for (TableEntry entry : pinned.commit().tables().values()) {
      if (!dropped.contains(entry.id())) {
        names.add(entry.name());
      }
    }
    drafts.values().stream()
        .filter(d -> !pinned.commit().tables().containsKey(d.name()) || isOtherTable(d))
        .forEach(d -> names.add(d.name()));
    return names;
  }

  /** Whether the table of that name in the pinned snapshot is another one. */
  private boolean isOtherTable(TableDraft draft) {
    TableEntry entry = pinned.commit().tables().get(draft.name());
    return entry != null && !entry.id().equals(draft.id());
  }

  /** A table that was made or changed. */
  Optional<TableDraft> draft(TableName name) {
    return drafts.values().stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** A table that was neither changed nor dropped. */
  Optional<CommittedTable> untouched(TableName name) {
    return pinned
        .committed(name)
        .filter(t -> !dropped.contains(t.id()) && !drafts.containsKey(t.id()));
  }

  /** The draft of a table, to be changed. */
  TableDraft toChange(TableName name) {
    return draft(name)
        .or(() -> untouched(name).map(TableDraft::of))
        .orElseThrow(() -> new QuiverException(ErrorCode.UNKNOWN_TABLE, name));
  }

  Changes with(TableDraft draft) {
    Map<UUID, TableDraft> all = new LinkedHashMap<>(drafts);
    all.put(draft.id(), draft);
    return new Changes(pinned, all, dropped, newTags, droppedTags);
  }

  /** With a table that was dropped, here or before. */
  Changes revived(TableDraft draft) {
    Set<UUID> gone = new LinkedHashSet<>(dropped);
    gone.remove(draft.id());
    return new Changes(pinned, drafts, gone, newTags, droppedTags).with(draft);
  }

  Changes withoutTable(TableDraft draft) {
    Map<UUID, TableDraft> rest = new LinkedHashMap<>(drafts);
    rest.remove(draft.id());
    Set<UUID> gone = new LinkedHashSet<>(dropped);
    if (draft.base() != null) {
      gone.add(draft.id());
    }
    return new Changes(pinned, rest, gone, newTags, droppedTags);
  }

  boolean hasTag(String tag) {
    return newTags.contains(tag) || (pinned.tags().containsKey(tag) && !droppedTags.contains(tag));
  }

  Changes withTag(String tag) {
    Set<String> added = new LinkedHashSet<>(newTags);
    added.add(tag);
    return new Changes(pinned, drafts, dropped, added, droppedTags);
  }

  Changes withoutTag(String tag) {
    Set<String> added = new LinkedHashSet<>(newTags);
    added.remove(tag);
    Set<String> gone = new LinkedHashSet<>(droppedTags);
    if (pinned.tags().containsKey(tag)) {
      gone.add(tag);
    }
    return new Changes(pinned, drafts, dropped, added, gone);
  }
}
