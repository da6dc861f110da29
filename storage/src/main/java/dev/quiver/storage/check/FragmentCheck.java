package dev.quiver.storage.check;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.arrow.ColumnFileReader;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.manifest.DataFile;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Checks fragments: their column files, statistics and deletes, each file once. */
final class FragmentCheck {
  private final FileStore store;
  private final CheckedFiles files;
  private final Findings findings;
  private final KeyFileCheck keys;

  FragmentCheck(CheckedFiles files, FragmentFiles fragments, Findings findings) {
    this.keys = new KeyFileCheck(fragments, findings);
    this.store = files.store();
    this.files = files;
    this.findings = findings;
  }

  /** A fragment as a manifest names it: nothing is done for one that was met before. */
  void check(UUID table, Schema schema, FragmentEntry entry) {
    FragmentRecord fragment = entry.fragment();
    TablePaths paths = new TablePaths(table);
    if (findings.isNew(fragment.id())) {
      for (DataFile file : fragment.files()) {
        checkColumns(paths.data(file.id()), fragment, file, schema);
      }
      keys.check(paths, fragment);
      checkMoves(paths.moves(fragment.id()));
    }
    UUID deletes = entry.deletes();
    if (deletes != null && findings.isNew(deletes)) {
      checkDeletes(paths.deletes(deletes), entry);
    }
  }

  /** Beside a compacted fragment, for a while. */
  private void checkMoves(String path) {
    String name = files.name(path);
    findings.read(
        CheckKind.CHECKSUMS,
        name,
        () -> {
          byte[] content = store.readIfPresent(path);
          if (content != null) {
            findings.countFile(content.length);
            Moves.decode(Envelope.open(FileKind.MOVES, name, content));
          }
          return true;
        });
  }

  private void checkDeletes(String path, FragmentEntry entry) {
    String name = files.name(path);
    byte[] content = findings.read(CheckKind.REFERENCES, name, () -> files.content(path));
    if (content == null) {
      return;
    }
    findings.countFile(content.length);
    RoaringBitmap rows =
        findings.read(
            CheckKind.DELETES,
            name,
            () -> DeletesFile.decode(name, content, entry.fragment().rows()));
    if (rows != null) {
      findings.expect(
          rows.getCardinality() == entry.deletedRows(),
          CheckKind.COUNTS,
          name,
          () ->
              "it deletes "
                  + rows.getCardinality()
                  + " rows, its manifest says "
                  + entry.deletedRows());
    }
  }

  private void checkColumns(String path, FragmentRecord fragment, DataFile file, Schema schema) {
    String name = files.name(path);
    ByteSource source =
        findings.read(CheckKind.REFERENCES, name, () -> files.open(path, file.length()));
    if (source == null) {
      return;
    }
    findings.countFile(source.length());
    if (source.length() != file.length()) {
      findings.add(
          CheckKind.REFERENCES,
          name,
          "it has " + source.length() + " bytes instead of " + file.length());
      return;
    }
    ColumnFileReader reader =
        findings.read(
            CheckKind.CHECKSUMS,
            name,
            () -> {
              ColumnFileReader opened = ColumnFileReader.open(source);
              opened.verify();
              return opened;
            });
    if (reader == null) {
      return;
    }
    if (reader.checksum() != file.checksum() || reader.fields().size() != file.fieldIds().size()) {
      findings.add(CheckKind.REFERENCES, name, "it is another file than its manifest means");
      return;
    }
    findings.expect(
        reader.rows() == fragment.rows(),
        CheckKind.COUNTS,
        name,
        () -> "it has " + reader.rows() + " rows, its manifest says " + fragment.rows());
    checkStatistics(name, fragment, file, reader, schema);
    findings.countRows(countsRows(file, fragment) ? fragment.rows() : 0);
  }

  /** Rows are counted with the first of their files. */
  private static boolean countsRows(DataFile file, FragmentRecord fragment) {
    return fragment.files().get(0).id().equals(file.id());
  }

  private void checkStatistics(
      String name, FragmentRecord fragment, DataFile file, ColumnFileReader reader, Schema schema) {
    for (int column = 0; column < file.fieldIds().size(); column++) {
      int place = column;
      int fieldId = file.fieldIds().get(column);
      ColumnStatistics right =
          findings.read(CheckKind.CHECKSUMS, name, () -> reader.statistics(place));
      ColumnStatistics said = fragment.statistics(fieldId).orElse(null);
      if (right == null || said == null) {
        continue;
      }
      findings.expect(
          said.nullCount() == right.nullCount()
              && isBound(said.min(), right.min())
              && isBound(said.max(), right.max()),
          CheckKind.STATISTICS,
          name,
          () -> "column " + column(schema, fieldId) + " has " + right + ", not " + said);
    }
  }

  /** A bound that is not told is never wrong. */
  private static boolean isBound(@Nullable Object said, @Nullable Object right) {
    return said == null || Objects.deepEquals(said, right);
  }

  private static String column(Schema schema, int fieldId) {
    return schema.fields().stream()
        .filter(f -> f.id() == fieldId)
        .map(Field::name)
        .findFirst()
        .orElse("of field " + fieldId);
  }
}
