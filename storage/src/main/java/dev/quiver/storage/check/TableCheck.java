package dev.quiver.storage.check;

import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.key.DuplicateKeys;
import dev.quiver.storage.key.SharedKey;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.manifest.Totals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks versions of tables, each manifest once. For one thread. */
final class TableCheck {
  private final Manifests manifests;
  private final FragmentFiles files;
  private final FragmentCheck fragments;
  private final IndexCheck indexes;
  private final Findings findings;
  private final Map<UUID, Long> lengths = new HashMap<>();

  TableCheck(Manifests manifests, FragmentFiles files, Findings findings) {
    this.manifests = manifests;
    this.files = files;
    CheckedFiles anew = new CheckedFiles(files.store());
    this.fragments = new FragmentCheck(anew, files, findings);
    this.indexes = new IndexCheck(anew, findings);
    this.findings = findings;
  }

  private String file(TableEntry entry) {
    return name(new TablePaths(entry.id()).manifest(entry.manifest()));
  }

  private String name(String path) {
    return files.store().name() + "/" + path;
  }

  private @Nullable Manifest manifest(TableEntry entry) {
    return findings.read(
        CheckKind.CHECKSUMS, file(entry), () -> manifests.manifest(entry.id(), entry.manifest()));
  }

  /** A version as a commit names it. */
  void check(TableEntry entry) {
    String file = file(entry);
    if (!findings.isNew(file)) {
      return;
    }
    findings.countFile(length(new TablePaths(entry.id()).manifest(entry.manifest())));
    Manifest manifest = manifest(entry);
    if (manifest == null) {
      return;
    }
    findings.expect(
        manifest.table().equals(entry.id()) && manifest.version() == entry.version(),
        CheckKind.REFERENCES,
        file,
        () -> "it holds version " + manifest.version() + " of table " + manifest.table());
    List<FragmentEntry> entries =
        findings.read(
            CheckKind.REFERENCES,
            file,
            () -> manifests.fragments(entry.id(), manifest.fragments()));
    if (entries != null) {
      countGroups(entry, manifest);
      Totals totals = totals(entries);
      findings.expect(
          totals.equals(manifest.totals()),
          CheckKind.COUNTS,
          file,
          () -> "it says " + manifest.totals() + ", its fragments add up to " + totals);
      manifest.indexes().forEach(index -> indexes.check(entry.id(), index));
      for (FragmentEntry fragment : entries) {
        fragments.check(entry.id(), manifest.schema(), fragment);
        indexes.check(entry.id(), manifest.indexes(), fragment.fragment());
      }
    }
  }

  /** The files of one index that a version has. */
  void checkIndex(TableEntry entry, UUID index) {
    Manifest manifest = manifest(entry);
    if (manifest == null) {
      return;
    }
    List<FragmentEntry> entries =
        findings.read(
            CheckKind.REFERENCES,
            file(entry),
            () -> manifests.fragments(entry.id(), manifest.fragments()));
    List<IndexEntry> wanted =
        manifest.indexes().stream().filter(i -> i.id().equals(index)).toList();
    wanted.forEach(i -> indexes.check(entry.id(), i));
    if (entries != null) {
      entries.forEach(e -> indexes.check(entry.id(), wanted, e.fragment()));
    }
  }

  private Totals totals(List<FragmentEntry> entries) {
    long rows = 0;
    long bytes = 0;
    for (FragmentEntry entry : entries) {
      rows += entry.liveRows();
      FragmentRecord fragment = entry.fragment();
      bytes += lengths.computeIfAbsent(fragment.id(), id -> fragment.length());
    }
    return new Totals(rows, entries.size(), bytes);
  }

  private void countGroups(TableEntry entry, Manifest manifest) {
    TablePaths paths = new TablePaths(entry.id());
    manifest.fragments().groups().forEach(g -> countGroup(paths.group(g.id())));
    manifest.history().groups().forEach(g -> countGroup(paths.group(g.id())));
  }

  private void countGroup(String path) {
    if (findings.isNew(path)) {
      findings.countFile(length(path));
    }
  }

  private long length(String path) {
    byte[] content =
        findings.read(
            CheckKind.CHECKSUMS, name(path), () -> orEmpty(files.store().readIfPresent(path)));
    return content == null ? 0 : content.length;
  }

  private static byte[] orEmpty(byte @Nullable [] content) {
    return content == null ? new byte[0] : content;
  }

  /** What only the newest version promises: unique keys, and a history that leads to its end. */
  void checkNewest(TableEntry entry) {
    Manifest manifest = manifest(entry);
    if (manifest == null) {
      return;
    }
    checkHistory(entry);
    if (!manifest.schema().keys().isEmpty()) {
      checkKeys(entry, manifest);
    }
  }

  /** That a version's history leads to it, and every version that the history tells of. */
  void checkHistory(TableEntry entry) {
    String file = file(entry);
    Manifest manifest = manifest(entry);
    if (manifest == null) {
      return;
    }
    List<HistoryEntry> lines =
        findings.read(CheckKind.REFERENCES, file, () -> manifests.history(manifest));
    if (lines == null) {
      return;
    }
    long last = 0;
    for (HistoryEntry line : lines) {
      long version = line.version().version();
      long before = last;
      findings.expect(
          before == 0 || version == before + 1,
          CheckKind.COUNTS,
          file,
          () -> "version " + version + " follows version " + before + " in its history");
      check(new TableEntry(entry.id(), entry.name(), version, line.manifest()));
      last = version;
    }
    long end = last;
    findings.expect(
        end == entry.version(),
        CheckKind.COUNTS,
        file,
        () -> "its history ends with version " + end + " instead of " + entry.version());
  }

  private void checkKeys(TableEntry entry, Manifest manifest) {
    TablePaths paths = new TablePaths(entry.id());
    Optional<SharedKey> twice =
        findings.read(
            CheckKind.CHECKSUMS,
            file(entry),
            () ->
                DuplicateKeys.find(
                    manifest.schema(),
                    manifests.fragments(entry.id(), manifest.fragments()).stream()
                        .map(e -> StoredFragment.of(files, paths, e))
                        .toList(),
                    findings::tell));
    if (twice != null && twice.isPresent()) {
      findings.add(
          CheckKind.KEYS,
          "table " + entry.name(),
          "two rows have "
              + manifest.schema().describe(twice.get().key())
              + " = "
              + twice.get().values());
    }
  }
}
