package dev.quiver.storage.vacuum;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.GroupRef;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.manifest.TablePaths;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The files of tables that some commits lead to. For one thread.
 *
 * <p>Its manifests must say SNAPSHOT_EXPIRED of files that are missing.
 */
public final class LiveFiles {
  private final CommitLog log;
  private final Manifests manifests;
  private final Set<String> files = new HashSet<>();
  private final Set<UUID> whole = new HashSet<>();
  private final Set<Long> tagged = new HashSet<>();

  public LiveFiles(CommitLog log, Manifests manifests) {
    this.log = log;
    this.manifests = manifests;
  }

  /** Whether something added leads to a file. */
  public boolean contains(String path) {
    return files.contains(path);
  }

  /** The snapshots that bear a tag in some commit added. */
  public Set<Long> tagged() {
    return tagged;
  }

  /**
   * Adds what can be read from a commit: its tables at all their versions, the snapshots that it
   * gives tags to, and tables dropped since a snapshot that is not given up.
   *
   * @param strict whether a missing file is a failure, else it is passed over
   * @throws QuiverException SNAPSHOT_EXPIRED if a file is missing
   */
  public void addAll(Commit head, boolean strict) {
    Set<UUID> seen = new HashSet<>();
    for (TableEntry entry : head.tables().values()) {
      seen.add(entry.id());
      attempt(strict, () -> addWithHistory(entry, strict));
    }
    for (long number : head.tags().values()) {
      Commit commit = strict || tagged.contains(number) ? log.read(number) : log.find(number);
      if (tagged.add(number) && commit != null) {
        addTables(commit, strict);
      }
    }
    for (long number = head.number() - 1; number >= Math.max(1, head.oldest()); number--) {
      Commit commit = log.find(number);
      if (commit == null && strict) {
        log.read(number);
      }
      if (commit != null) {
        for (TableEntry entry : commit.tables().values()) {
          if (seen.add(entry.id())) {
            attempt(strict, () -> addWithHistory(entry, strict));
          }
        }
      }
    }
  }

  /** Adds the tables of a commit, each at its version alone. */
  public void addTables(Commit commit, boolean strict) {
    for (TableEntry entry : commit.tables().values()) {
      attempt(strict, () -> add(entry.id(), entry.manifest()));
    }
  }

  private static void attempt(boolean strict, Runnable addition) {
    try {
      addition.run();
    } catch (QuiverException e) {
      if (strict || e.code() != ErrorCode.SNAPSHOT_EXPIRED) {
        throw e;
      }
    }
  }

  private void addWithHistory(TableEntry entry, boolean strict) {
    if (!whole.add(entry.manifest())) {
      return;
    }
    Manifest manifest = add(entry.id(), entry.manifest());
    TablePaths paths = new TablePaths(entry.id());
    for (GroupRef group : manifest.history().groups()) {
      files.add(paths.group(group.id()));
    }
    for (HistoryEntry line : manifests.history(manifest)) {
      if (!files.contains(paths.manifest(line.manifest()))) {
        attempt(strict, () -> add(entry.id(), line.manifest()));
      }
    }
  }

  private Manifest add(UUID table, UUID id) {
    TablePaths paths = new TablePaths(table);
    Manifest manifest = manifests.manifest(table, id);
    if (!files.add(paths.manifest(id))) {
      return manifest;
    }
    for (GroupRef group : manifest.fragments().groups()) {
      files.add(paths.group(group.id()));
    }
    for (FragmentEntry entry : manifests.fragments(table, manifest.fragments())) {
      if (entry.deletes() != null) {
        files.add(paths.deletes(entry.deletes()));
      }
      files.addAll(entry.fragment().paths(paths));
      addPostings(paths, manifest, entry);
    }
    manifest.indexes().forEach(index -> files.add(paths.generation(index.generation())));
    return manifest;
  }

  /** Fragments name posting lists of indexes too that the table has no more: nobody reads those. */
  private void addPostings(TablePaths paths, Manifest manifest, FragmentEntry entry) {
    for (IndexFile file : entry.fragment().indexFiles()) {
      if (manifest.indexes().stream().anyMatch(index -> index.id().equals(file.index()))) {
        files.add(paths.postings(file.id()));
        files.add(paths.generation(file.generation()));
      }
    }
  }
}
