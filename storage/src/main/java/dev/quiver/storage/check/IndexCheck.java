package dev.quiver.storage.check;

import dev.quiver.storage.graph.GraphCheck;
import dev.quiver.storage.graph.GraphFile;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
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
  /** What of a generation its posting lists must agree with; of graphs, a row's neighbours. */
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
              IndexModel model = IndexModel.decode(files.name(path), content);
              findings.expect(
                  model.space().metric() == index.definition().metric(),
                  CheckKind.INDEXES,
                  files.name(path),
                  () -> "it is for " + model.space().metric() + ", unlike its index");
              return shape(model, index);
            });
    if (shape != null) {
      shapes.put(id, shape);
    }
    return shape;
  }

  private static Shape shape(IndexModel model, IndexEntry index) {
    if (model instanceof Generation generation) {
      return new Shape(generation.lists(), generation.words(index.definition().method()));
    }
    return new Shape(((GraphModel) model).shape().neighbours(), 0);
  }

  private void check(TablePaths paths, IndexEntry index, IndexFile file, int rows) {
    if (index.definition().method().usesGraphs()) {
      checkGraph(paths, index, file, rows);
      return;
    }
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

  private void checkGraph(TablePaths paths, IndexEntry index, IndexFile file, int rows) {
    Shape shape = shape(paths, index, file.generation());
    String path = paths.postings(file.id());
    String name = files.name(path);
    GraphFile graph =
        findings.read(
            CheckKind.REFERENCES, name, () -> GraphFile.open(files.open(path, file.length())));
    if (graph == null) {
      return;
    }
    findings.countFile(graph.length());
    boolean meant =
        graph.length() == file.length()
            && graph.checksum() == file.checksum()
            && graph.generation().equals(file.generation());
    findings.expect(
        meant, CheckKind.REFERENCES, name, () -> "it is another file than its manifest means");
    if (meant) {
      findings.expect(
          graph.fragmentRows() == rows,
          CheckKind.COUNTS,
          name,
          () -> "it is of " + graph.fragmentRows() + " rows, its fragment has " + rows);
      findings.expect(
          shape == null || graph.neighbours() == shape.lists,
          CheckKind.INDEXES,
          name,
          () -> "its rows have " + graph.neighbours() + " neighbours, unlike its model");
      findings.read(
          CheckKind.INDEXES,
          name,
          () -> {
            new GraphCheck(graph, findings::tell).run();
            return true;
          });
    }
  }
}
