package dev.quiver.storage.compaction;

import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.file.Orphans;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.ManifestWriter;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.manifest.Totals;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/** One table version with a new fragment in the place of some of its own. For one thread. */
final class Relayout {
  static final String OPERATION = "COMPACT";

  private final OpenDatabase database;
  private final CommittedTable table;
  private final List<FragmentEntry> sources;
  private final FragmentRecord fragment;
  private final RoaringBitmap deleted;
  private final ManifestWriter out;

  /**
   * @param deleted rows of the new fragment
   */
  Relayout(
      OpenDatabase database,
      CommittedTable table,
      List<FragmentEntry> sources,
      FragmentRecord fragment,
      RoaringBitmap deleted) {
    this.database = database;
    this.table = table;
    this.sources = sources;
    this.fragment = fragment;
    this.deleted = deleted;
    this.out =
        new ManifestWriter(database.store(), database.manifests(), database.uuids(), table.id());
  }

  FragmentRecord fragment() {
    return fragment;
  }

  List<String> written() {
    return out.written();
  }

  /** Writes the files of the layout; returns the commit that would follow and names it. */
  Commit write(Commit head) {
    boolean done = false;
    try {
      TableEntry before = table.entry();
      TableEntry entry =
          new TableEntry(before.id(), before.name(), before.version(), writeManifest());
      done = true;
      return head.next(
          database.uuids().get(),
          head.timeOfNext(database.clock()),
          OPERATION,
          Compaction.replaced(head, entry),
          head.tags());
    } finally {
      if (!done) {
        discard();
      }
    }
  }

  private UUID writeManifest() {
    Manifest before = table.manifest();
    Set<UUID> gone = new HashSet<>();
    sources.forEach(s -> gone.add(s.fragment().id()));
    FragmentEntry added = added();
    Totals totals =
        before
            .totals()
            .minus(
                Totals.of(
                    table.entries().stream()
                        .filter(e -> gone.contains(e.fragment().id()))
                        .toList()))
            .plus(Totals.of(List.of(added)));
    UUID id = database.uuids().get();
    out.write(
        id,
        new Manifest(
            table.id(),
            table.version(),
            table.schema(),
            totals,
            out.exchange(before.fragments(), gone, added),
            out.replaceLast(before.history(), line -> relaid(line, totals, id)),
            before.indexes()));
    return id;
  }

  private FragmentEntry added() {
    if (deleted.isEmpty()) {
      return FragmentEntry.whole(fragment);
    }
    UUID id = database.uuids().get();
    deleted.runOptimize();
    out.write(new TablePaths(table.id()).deletes(id), DeletesFile.encode(deleted));
    return new FragmentEntry(fragment, id, deleted.getCardinality());
  }

  private static HistoryEntry relaid(HistoryEntry line, Totals totals, UUID manifest) {
    VersionRecord version = line.version();
    return new HistoryEntry(
        new VersionRecord(
            version.version(),
            version.committedAt(),
            version.operation(),
            version.rowsAdded(),
            version.rowsDeleted(),
            totals.rows(),
            totals.fragments(),
            totals.bytes()),
        manifest);
  }

  /** Removes what was written, as far as that can be done. */
  void discard() {
    Orphans.delete(database.store(), out.written());
    out.written().clear();
  }
}
