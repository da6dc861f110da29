package dev.quiver.storage.fragment;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.arrow.ColumnFileReader;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.lookup.KeyIndex;
import dev.quiver.storage.manifest.DataFile;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.KeyFileEntry;
import dev.quiver.storage.manifest.TablePaths;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** A fragment whose column files are written; its deletes are a file or, until a commit, a set. */
public final class StoredFragment implements MaskedFragment {
  private final FragmentFiles files;
  private final TablePaths paths;
  private final FragmentRecord fragment;
  private final @Nullable UUID deletesFile;
  private final @Nullable RoaringBitmap deletes;
  private final int deletedRows;

  /** The files and where they are, once they were needed. */
  private volatile @Nullable List<PlacedFile> placed;

  private volatile @Nullable List<KeyFileEntry> keyFiles;

  private record PlacedFile(DataFile file, String path) {}

  private StoredFragment(
      FragmentFiles files,
      TablePaths paths,
      FragmentEntry entry,
      @Nullable RoaringBitmap deletes,
      int deletedRows) {
    this.files = files;
    this.paths = paths;
    this.fragment = entry.fragment();
    this.deletesFile = entry.deletes();
    this.deletes = deletes;
    this.deletedRows = deletedRows;
  }

  /** A fragment as a manifest has it. */
  public static StoredFragment of(FragmentFiles files, TablePaths paths, FragmentEntry entry) {
    return new StoredFragment(files, paths, entry, null, entry.deletedRows());
  }

  /** A fragment with other deletes than the manifest's. */
  public static StoredFragment masked(
      FragmentFiles files, TablePaths paths, FragmentEntry entry, RoaringBitmap deletes) {
    return new StoredFragment(files, paths, entry, deletes, deletes.getCardinality());
  }

  /** Whether its deletes are those of a commit, which never change. */
  public boolean isCommitted() {
    return deletes == null;
  }

  @Override
  public UUID id() {
    return fragment.id();
  }

  @Override
  public int physicalRows() {
    return fragment.rows();
  }

  @Override
  public int liveRows() {
    return fragment.rows() - deletedRows;
  }

  @Override
  public Optional<ColumnStatistics> statistics(int fieldId) {
    return fragment.statistics(fieldId);
  }

  @Override
  public long bytes() {
    return fragment.length();
  }

  /** The posting lists of an index. */
  public Optional<IndexFile> indexFile(UUID index) {
    return fragment.indexFiles().stream().filter(f -> f.index().equals(index)).findFirst();
  }

  @Override
  public @Nullable RoaringBitmap deletedRows() {
    if (deletes != null) {
      return deletes;
    }
    return deletesFile == null ? null : files.deletes(paths, deletesFile, fragment.rows());
  }

  @Override
  public Optional<KeyIndex> keys(List<Integer> fieldIds) {
    List<KeyFileEntry> known = keyFiles;
    if (known == null) {
      known = fragment.keyFiles();
      keyFiles = known;
    }
    for (KeyFileEntry file : known) {
      if (file.fieldIds().equals(fieldIds)) {
        return Optional.of(files.keys(paths, file, fragment.rows()));
      }
    }
    return Optional.empty();
  }

  private List<PlacedFile> dataFiles() {
    List<PlacedFile> known = placed;
    if (known == null) {
      known = fragment.files().stream().map(f -> new PlacedFile(f, paths.data(f.id()))).toList();
      placed = known;
    }
    return known;
  }

  @Override
  public FragmentReader open(int[] fieldIds) {
    ColumnFileReader[] readers = new ColumnFileReader[fieldIds.length];
    int[] columns = new int[fieldIds.length];
    List<PlacedFile> dataFiles = fieldIds.length == 0 ? List.of() : dataFiles();
    for (int i = 0; i < fieldIds.length; i++) {
      for (PlacedFile file : dataFiles) {
        int column = file.file.fieldIds().indexOf(fieldIds[i]);
        if (column >= 0) {
          readers[i] = files.columns(file.path, file.file, fragment.rows());
          columns[i] = column;
        }
      }
      if (readers[i] == null) {
        throw Envelope.corrupt(
            "fragment " + id() + " in " + files.store().name(), "no file has field " + fieldIds[i]);
      }
    }
    return new StoredFragmentReader(fragment.rows(), readers, columns, deletedRows());
  }
}
