package dev.quiver.storage.manifest;

import dev.quiver.storage.file.FileStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Writes the manifest of one version of one table, and the groups it spills. For one thread.
 *
 * <p>A tail longer than {@value #MAX_TAIL} becomes a group; {@value #FAN_IN} groups of like size in
 * a row become one, until they are half full. So each entry is written a few times beyond its stay
 * in the tail, and a manifest takes about a block of a file system whatever the table's age.
 *
 * <p>Files are forced, their directories are not: {@link #written} says which they are.
 */
public final class ManifestWriter {
  static final int MAX_TAIL = 9;
  static final int FAN_IN = 8;
  private static final int TOP_TIER = 2;

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
            spill(
                manifest.fragments(), ref -> manifests.fragments(table, ref), this::writeFragments),
            spill(manifest.history(), ref -> manifests.history(table, ref), this::writeHistory),
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

  /** Makes a group of a tail that is too long, with the groups before it that are as small. */
  private static <T> Spilled<T> spill(
      Spilled<T> list, Function<GroupRef, List<T>> read, Function<List<T>, GroupRef> write) {
    if (list.tail().size() <= MAX_TAIL) {
      return list;
    }
    List<GroupRef> groups = new ArrayList<>(list.groups());
    List<T> entries = list.tail();
    for (int tier = tier(entries.size()); tier < TOP_TIER; tier = tier(entries.size())) {
      List<GroupRef> last = groups.subList(firstOfTier(groups, tier), groups.size());
      int wanted = tier;
      if (last.stream().filter(ref -> tier(ref.entries()) == wanted).count() < FAN_IN - 1) {
        break;
      }
      List<T> merged = new ArrayList<>();
      last.forEach(ref -> merged.addAll(read.apply(ref)));
      merged.addAll(entries);
      last.clear();
      entries = merged;
    }
    chunks(entries).forEach(chunk -> groups.add(write.apply(chunk)));
    return new Spilled<>(groups, List.of());
  }

  /** Where the last groups begin that are of a tier or below it. */
  private static int firstOfTier(List<GroupRef> groups, int tier) {
    int first = groups.size();
    while (first > 0 && tier(groups.get(first - 1).entries()) <= tier) {
      first--;
    }
    return first;
  }

  /**
   * Groups of a tier have some {@value #FAN_IN} times as many entries as those of the tier below.
   */
  private static int tier(int entries) {
    int tier = 0;
    for (int least = Group.MAX_ENTRIES / 2; tier < TOP_TIER && entries < least; tier++) {
      least /= FAN_IN;
    }
    return TOP_TIER - tier;
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
