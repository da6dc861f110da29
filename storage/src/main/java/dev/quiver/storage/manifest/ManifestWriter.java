package dev.quiver.storage.manifest;

import dev.quiver.storage.file.FileStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Writes the manifest of one version of one table, and the groups it spills. For one thread.
 *
 * <p>A tail longer than {@value #MAX_TAIL} becomes a group; {@value #MAX_SMALL_GROUPS} small groups
 * in a row become large ones. So each entry is written a bounded number of times beyond its stay in
 * the tail, and a manifest stays within some ten kilobytes whatever the table's age.
 *
 * <p>Files are forced, their directories are not: {@link #written} says which they are.
 */
public final class ManifestWriter {
  static final int MAX_TAIL = 64;
  static final int MAX_SMALL_GROUPS = 15;

  private final FileStore store;
  private final Manifests manifests;
  private final Supplier<UUID> uuids;
  private final UUID table;
  private final TablePaths paths;
  private final List<String> written = new ArrayList<>();

  public ManifestWriter(FileStore store, Manifests manifests, Supplier<UUID> uuids, UUID table) {
    this.store = store;
    this.manifests = manifests;
    this.uuids = uuids;
    this.table = table;
    this.paths = new TablePaths(table);
  }

  /** The paths of all files made so far, complete or not. */
  public List<String> written() {
    return written;
  }

  /** Writes a manifest under an id, spilling what is too long. */
  public void write(UUID id, Manifest manifest) {
    Manifest spilled =
        new Manifest(
            table,
            manifest.version(),
            manifest.schema(),
            manifest.totals(),
            spillFragments(manifest.fragments()),
            spillHistory(manifest.history()),
            manifest.indexes());
    write(paths.manifest(id), spilled.encode());
  }

  /**
   * The list with some entries put in the place of those of the same fragment; an entry without
   * live rows leaves the list.
   */
  public Spilled<FragmentEntry> replace(
      Spilled<FragmentEntry> list, Map<UUID, FragmentEntry> replacements) {
    if (replacements.isEmpty()) {
      return list;
    }
    List<GroupRef> groups = new ArrayList<>();
    for (GroupRef ref : list.groups()) {
      List<FragmentEntry> before = manifests.fragments(table, ref);
      List<FragmentEntry> after = replace(before, replacements);
      if (after.equals(before)) {
        groups.add(ref);
      } else if (!after.isEmpty()) {
        groups.add(writeFragments(after));
      }
    }
    return new Spilled<>(groups, replace(list.tail(), replacements));
  }

  private static List<FragmentEntry> replace(
      List<FragmentEntry> entries, Map<UUID, FragmentEntry> replacements) {
    List<FragmentEntry> replaced = new ArrayList<>();
    for (FragmentEntry entry : entries) {
      FragmentEntry now = replacements.getOrDefault(entry.fragment().id(), entry);
      if (now.liveRows() > 0) {
        replaced.add(now);
      }
    }
    return replaced;
  }

  /**
   * The list with one entry in the place of the first of some that go. Groups that become small are
   * joined with their neighbours, and with the tail if that leaves it short.
   */
  public Spilled<FragmentEntry> exchange(
      Spilled<FragmentEntry> list, Set<UUID> gone, FragmentEntry added) {
    List<GroupRef> groups = new ArrayList<>();
    List<FragmentEntry> loose = new ArrayList<>();
    boolean[] placed = {false};
    for (GroupRef ref : list.groups()) {
      List<FragmentEntry> before = manifests.fragments(table, ref);
      List<FragmentEntry> after = exchange(before, gone, added, placed);
      if (after.equals(before) && after.size() >= Group.MAX_ENTRIES / 2) {
        chunks(loose).forEach(chunk -> groups.add(writeFragments(chunk)));
        loose.clear();
        groups.add(ref);
      } else {
        loose.addAll(after);
      }
    }
    List<FragmentEntry> tail = exchange(list.tail(), gone, added, placed);
    if (loose.size() + tail.size() > MAX_TAIL) {
      chunks(loose).forEach(chunk -> groups.add(writeFragments(chunk)));
      return new Spilled<>(groups, tail);
    }
    loose.addAll(tail);
    return new Spilled<>(groups, loose);
  }

  private static List<FragmentEntry> exchange(
      List<FragmentEntry> entries, Set<UUID> gone, FragmentEntry added, boolean[] placed) {
    List<FragmentEntry> after = new ArrayList<>();
    for (FragmentEntry entry : entries) {
      if (!gone.contains(entry.fragment().id())) {
        after.add(entry);
      } else if (!placed[0]) {
        placed[0] = true;
        after.add(added);
      }
    }
    return after;
  }

  /** The history with another last line, which must be there. */
  public Spilled<HistoryEntry> replaceLast(
      Spilled<HistoryEntry> history, UnaryOperator<HistoryEntry> replacement) {
    List<GroupRef> groups = new ArrayList<>(history.groups());
    List<HistoryEntry> tail = new ArrayList<>(history.tail());
    if (tail.isEmpty()) {
      tail.addAll(manifests.history(table, groups.remove(groups.size() - 1)));
    }
    tail.set(tail.size() - 1, replacement.apply(tail.get(tail.size() - 1)));
    return new Spilled<>(groups, tail);
  }

  /** The history from a version on, which it must tell of. */
  public Spilled<HistoryEntry> historyFrom(Spilled<HistoryEntry> history, long first) {
    List<GroupRef> groups = new ArrayList<>();
    List<HistoryEntry> lines = history.tail();
    for (int i = history.groups().size() - 1; i >= 0; i--) {
      GroupRef ref = history.groups().get(i);
      if (ref.firstVersion() >= first) {
        groups.add(0, ref);
        continue;
      }
      List<HistoryEntry> kept = from(manifests.history(table, ref), first);
      if (!kept.isEmpty()) {
        groups.add(0, writeHistory(kept));
      }
      break;
    }
    return new Spilled<>(groups, from(lines, first));
  }

  private static List<HistoryEntry> from(List<HistoryEntry> lines, long first) {
    return lines.stream().filter(line -> line.version().version() >= first).toList();
  }

  private Spilled<FragmentEntry> spillFragments(Spilled<FragmentEntry> list) {
    if (list.tail().size() <= MAX_TAIL) {
      return list;
    }
    List<GroupRef> groups = new ArrayList<>(list.groups());
    for (List<FragmentEntry> chunk : chunks(list.tail())) {
      groups.add(writeFragments(chunk));
    }
    int small = smallGroups(groups);
    if (small >= MAX_SMALL_GROUPS) {
      List<GroupRef> last = groups.subList(groups.size() - small, groups.size());
      List<FragmentEntry> merged = new ArrayList<>();
      last.forEach(ref -> merged.addAll(manifests.fragments(table, ref)));
      last.clear();
      chunks(merged).forEach(chunk -> groups.add(writeFragments(chunk)));
    }
    return new Spilled<>(groups, List.of());
  }

  private Spilled<HistoryEntry> spillHistory(Spilled<HistoryEntry> list) {
    if (list.tail().size() <= MAX_TAIL) {
      return list;
    }
    List<GroupRef> groups = new ArrayList<>(list.groups());
    for (List<HistoryEntry> chunk : chunks(list.tail())) {
      groups.add(writeHistory(chunk));
    }
    int small = smallGroups(groups);
    if (small >= MAX_SMALL_GROUPS) {
      List<GroupRef> last = groups.subList(groups.size() - small, groups.size());
      List<HistoryEntry> merged = new ArrayList<>();
      last.forEach(ref -> merged.addAll(manifests.history(table, ref)));
      last.clear();
      chunks(merged).forEach(chunk -> groups.add(writeHistory(chunk)));
    }
    return new Spilled<>(groups, List.of());
  }

  /** How many of the last groups are less than half full. */
  private static int smallGroups(List<GroupRef> groups) {
    int small = 0;
    while (small < groups.size()
        && groups.get(groups.size() - 1 - small).entries() < Group.MAX_ENTRIES / 2) {
      small++;
    }
    return small;
  }

  private static <T> List<List<T>> chunks(List<T> entries) {
    List<List<T>> chunks = new ArrayList<>();
    for (int at = 0; at < entries.size(); at += Group.MAX_ENTRIES) {
      chunks.add(entries.subList(at, Math.min(entries.size(), at + Group.MAX_ENTRIES)));
    }
    return chunks;
  }

  private GroupRef writeFragments(List<FragmentEntry> entries) {
    return writeGroup(new Group(entries, List.of()), new GroupRef(uuids.get(), entries.size(), 0));
  }

  private GroupRef writeHistory(List<HistoryEntry> entries) {
    long first = entries.get(0).version().version();
    GroupRef ref = new GroupRef(uuids.get(), entries.size(), first);
    return writeGroup(new Group(List.of(), entries), ref);
  }

  private GroupRef writeGroup(Group group, GroupRef ref) {
    write(paths.group(ref.id()), group.encode());
    return ref;
  }

  /** Writes and forces any other file of the table. */
  public void write(String path, byte[] content) {
    written.add(path);
    store.write(path, content);
  }
}
