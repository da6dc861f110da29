package dev.quiver.storage.manifest;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads manifests and groups, keeping those last used. Safe for any number of threads.
 *
 * <p>All are immutable files, so what is kept is never out of date.
 */
public final class Manifests {
  private static final int MAX_KEPT = 128;

  private final FileStore store;
  private final Function<String, QuiverException> missing;
  private final Map<String, Object> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** A file that something led to and that is not there is a CORRUPT_FILE error. */
  public Manifests(FileStore store) {
    this(store, path -> Envelope.corrupt(store.name() + "/" + path, "the file is missing"));
  }

  /**
   * @param missing what to say of a file that something led to and that is not there
   */
  public Manifests(FileStore store, Function<String, QuiverException> missing) {
    this.store = store;
    this.missing = missing;
  }

  public Manifest manifest(UUID table, UUID id) {
    return load(
        new TablePaths(table).manifest(id), FileKind.MANIFEST, Manifest::decode, Manifest.class);
  }

  private Group group(UUID table, GroupRef ref) {
    String path = new TablePaths(table).group(ref.id());
    Group group = load(path, FileKind.GROUP, Group::decode, Group.class);
    if (group.fragments().size() + group.history().size() != ref.entries()) {
      throw Envelope.corrupt(
          store.name() + "/" + path, "its manifest expects " + ref.entries() + " entries");
    }
    return group;
  }

  private <T> T load(String path, FileKind kind, Function<Envelope, T> decode, Class<T> type) {
    synchronized (kept) {
      Object known = kept.get(path);
      if (known != null) {
        return type.cast(known);
      }
    }
    String file = store.name() + "/" + path;
    byte[] content = store.readIfPresent(path);
    if (content == null) {
      throw missing.apply(path);
    }
    T loaded = decode.apply(Envelope.open(kind, file, content));
    synchronized (kept) {
      kept.put(path, loaded);
      if (kept.size() > MAX_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return loaded;
  }

  /** All fragments of a list, in order. */
  public List<FragmentEntry> fragments(UUID table, Spilled<FragmentEntry> list) {
    List<FragmentEntry> all = new ArrayList<>();
    for (GroupRef ref : list.groups()) {
      all.addAll(group(table, ref).fragments());
    }
    all.addAll(list.tail());
    return all;
  }

  /** The fragments of one group. */
  List<FragmentEntry> fragments(UUID table, GroupRef ref) {
    return group(table, ref).fragments();
  }

  /** The history of one group. */
  List<HistoryEntry> history(UUID table, GroupRef ref) {
    return group(table, ref).history();
  }

  /** All of a history, oldest first. */
  public List<HistoryEntry> history(Manifest manifest) {
    List<HistoryEntry> all = new ArrayList<>();
    for (GroupRef ref : manifest.history().groups()) {
      all.addAll(group(manifest.table(), ref).history());
    }
    all.addAll(manifest.history().tail());
    return all;
  }

  /** The oldest version that a history tells of. */
  public long firstVersion(Manifest manifest) {
    List<GroupRef> groups = manifest.history().groups();
    return groups.isEmpty()
        ? manifest.history().tail().get(0).version().version()
        : groups.get(0).firstVersion();
  }

  /** The manifest of an older version, if the history of a newer manifest knows it. */
  public Optional<HistoryEntry> version(Manifest manifest, long version) {
    List<HistoryEntry> lines = manifest.history().tail();
    if (lines.isEmpty() || lines.get(0).version().version() > version) {
      for (GroupRef ref : manifest.history().groups()) {
        if (ref.firstVersion() <= version) {
          lines = group(manifest.table(), ref).history();
        }
      }
    }
    return lines.stream().filter(e -> e.version().version() == version).findFirst();
  }
}
