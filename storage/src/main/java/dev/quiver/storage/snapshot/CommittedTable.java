package dev.quiver.storage.snapshot;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.table.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table version that a commit names; its manifest is read when first needed. */
public final class CommittedTable implements TableVersion {
  private final OpenDatabase database;
  private final TableEntry entry;
  private volatile @Nullable Manifest manifest;
  private volatile @Nullable List<Fragment> fragments;
  private volatile @Nullable List<VectorIndex> indexes;

  public CommittedTable(OpenDatabase database, TableEntry entry) {
    this.database = database;
    this.entry = entry;
  }

  public TableEntry entry() {
    return entry;
  }

  public Manifest manifest() {
    Manifest known = manifest;
    if (known == null) {
      known = database.manifests().manifest(entry.id(), entry.manifest());
      if (!known.table().equals(entry.id()) || known.version() != entry.version()) {
        throw Envelope.corrupt(
            database.store().name() + "/" + new TablePaths(entry.id()).manifest(entry.manifest()),
            "it holds version " + known.version() + " of table " + known.table());
      }
      manifest = known;
    }
    return known;
  }

  /** The fragments as the manifest has them. */
  public List<FragmentEntry> entries() {
    return database.manifests().fragments(entry.id(), manifest().fragments());
  }

  @Override
  public UUID id() {
    return entry.id();
  }

  @Override
  public TableName name() {
    return entry.name();
  }

  @Override
  public long version() {
    return entry.version();
  }

  @Override
  public Schema schema() {
    return manifest().schema();
  }

  @Override
  public long rowCount() {
    return manifest().totals().rows();
  }

  @Override
  public List<Fragment> fragments() {
    List<Fragment> known = fragments;
    if (known == null) {
      TablePaths paths = new TablePaths(entry.id());
      known =
          entries().stream()
              .<Fragment>map(e -> StoredFragment.of(database.files(), paths, e))
              .toList();
      fragments = known;
    }
    return known;
  }

  @Override
  public List<VectorIndex> indexes() {
    List<VectorIndex> known = indexes;
    if (known == null) {
      TablePaths paths = new TablePaths(entry.id());
      known =
          manifest().indexes().stream()
              .map(index -> new VectorIndex(database.files(), paths, index, fragments()))
              .toList();
      indexes = known;
    }
    return known;
  }

  @Override
  public List<VersionRecord> history() {
    return database.manifests().history(manifest()).stream().map(HistoryEntry::version).toList();
  }
}
