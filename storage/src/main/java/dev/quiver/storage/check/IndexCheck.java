package dev.quiver.storage.check;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.Postings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files of indexes, each once: that lists are those that manifests mean, and hold every
 * row of their fragment exactly once. For one thread.
 */
final class IndexCheck {
  /** What of a generation its posting lists must agree with. */
  private record Shape(int lists, int codeWords) {}

  private final CheckedFiles files;
  private final Findings findings;
  private final Map<UUID, Shape> shapes = new HashMap<>();

  IndexCheck(CheckedFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /** The generation that an index of a version names. */
  void check(UUID table, IndexEntry index) {
    shape(new TablePaths(table), index, index.generation());
  }

  /** The posting lists of a fragment, of those indexes that a version has. */
  void check(UUID table, List<IndexEntry> indexes, FragmentRecord fragment) {
    for (IndexFile file : fragment.indexFiles()) {
      for (IndexEntry index : indexes) {
        if (index.id().equals(file.index()) && findings.isNew(file.id())) {
          check(new TablePaths(table), index, file, fragment.rows());
        }
      }
    }
  }

  private @Nullable Shape shape(TablePaths paths, IndexEntry index, UUID id) {
    if (!findings.isNew(id)) {
      return shapes.get(id);
    }
    String path = paths.generation(id);
    byte[] content =
        findings.read(CheckKind.REFERENCES, files.name(path), () -> files.content(path));
    if (content == null) {
      return null;
    }
    findings.countFile(content.length);
    Shape shape =
        findings.read(
            CheckKind.CHECKSUMS,
            files.name(path),
            () -> {
              Generation generation =
                  Generation.decode(Envelope.open(FileKind.GENERATION, files.name(path), content));
              findings.expect(
                  generation.space().metric() == index.definition().metric(),
                  CheckKind.INDEXES,
                  files.name(path),
                  () -> "it is for " + generation.space().metric() + ", unlike its index");
              return new Shape(generation.lists(), generation.words(index.definition().method()));
            });
    if (shape != null) {
      shapes.put(id, shape);
    }
    return shape;
  }

  private void check(TablePaths paths, IndexEntry index, IndexFile file, int rows) {
    Shape shape = shape(paths, index, file.generation());
    String path = paths.postings(file.id());
    String name = files.name(path);
    Postings postings =
        findings.read(
            CheckKind.REFERENCES, name, () -> Postings.open(files.open(path, file.length())));
    if (postings == null) {
      return;
    }
    findings.countFile(postings.length());
    boolean meant =
        postings.length() == file.length()
            && postings.checksum() == file.checksum()
            && postings.generation().equals(file.generation());
    findings.expect(
        meant, CheckKind.REFERENCES, name, () -> "it is another file than its manifest means");
    if (meant) {
      findings.expect(
          postings.fragmentRows() == rows,
          CheckKind.COUNTS,
          name,
          () -> "it is of " + postings.fragmentRows() + " rows, its fragment has " + rows);
      findings.expect(
          shape == null || postings.lists() == shape.lists && postings.words() == shape.codeWords,
          CheckKind.INDEXES,
          name,
          () -> "it has " + postings.lists() + " lists, unlike its generation");
      findings.read(
          CheckKind.INDEXES,
          name,
          () -> {
            postings.verify(findings::tell);
            return true;
          });
    }
  }
}
