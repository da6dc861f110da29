package dev.quiver.storage.fragment;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.ColumnFileReader;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.graph.GraphFile;
import dev.quiver.storage.lookup.KeyFile;
import dev.quiver.storage.manifest.DataFile;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.KeyFileEntry;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.Postings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * Opens the files of fragments, keeping those last used open for the next reader. Safe for any
 * number of threads.
 */
public final class FragmentFiles {
  private static final int MAX_READERS = 2_048;
  private static final int MAX_BITMAPS = 512;
  private static final int MAX_POSTINGS = 512;
  private static final int MAX_KEY_FILES = 2_048;
  private static final int MAX_GENERATIONS = 16;

  private final FileStore store;
  private final Function<String, QuiverException> missing;
  private final Map<String, ColumnFileReader> readers = recentlyUsed(MAX_READERS);
  private final Map<String, RoaringBitmap> bitmaps = recentlyUsed(MAX_BITMAPS);
  private final Map<String, Postings> postings = recentlyUsed(MAX_POSTINGS);
  private final Map<String, GraphFile> graphs = recentlyUsed(MAX_POSTINGS);
  private final Map<String, KeyFile> keyFiles = recentlyUsed(MAX_KEY_FILES);
  private final Map<String, IndexModel> generations = recentlyUsed(MAX_GENERATIONS);

  /** A file that something led to and that is not there is a CORRUPT_FILE error. */
  public FragmentFiles(FileStore store) {
    this(store, path -> Envelope.corrupt(store.name() + "/" + path, "the file is missing"));
  }

  /**
   * @param missing what to say of a file that something led to and that is not there
   */
  public FragmentFiles(FileStore store, Function<String, QuiverException> missing) {
    this.store = store;
    this.missing = missing;
  }

  private static <V> Map<String, V> recentlyUsed(int max) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
      }
    };
  }

  public FileStore store() {
    return store;
  }

  /** A column file at a path, which must be the one that the manifest means. */
  ColumnFileReader columns(String path, DataFile file, int rows) {
    return kept(
        readers,
        path,
        place -> {
          ByteSource source = open(place);
          if (source.length() != file.length()) {
            throw Envelope.corrupt(
                source.name(), "it has " + source.length() + " bytes instead of " + file.length());
          }
          ColumnFileReader reader = ColumnFileReader.open(source);
          if (reader.checksum() != file.checksum()
              || reader.rows() != rows
              || reader.fields().size() != file.fieldIds().size()) {
            throw Envelope.corrupt(source.name(), "it is another file than its manifest means");
          }
          return reader;
        });
  }

  /** The keys of a fragment of so many rows. */
  KeyFile keys(TablePaths paths, KeyFileEntry file, int rows) {
    return kept(
        keyFiles,
        paths.keys(file.id()),
        path -> {
          KeyFile opened = KeyFile.open(open(path));
          if (opened.length() != file.length()
              || opened.checksum() != file.checksum()
              || opened.fragmentRows() != rows) {
            throw Envelope.corrupt(
                store.name() + "/" + path, "it is another file than its manifest means");
          }
          return opened;
        });
  }

  /** The posting lists of an index in a fragment of so many rows. */
  public Postings postings(TablePaths paths, IndexFile file, int rows, int lists) {
    return kept(
        postings,
        paths.postings(file.id()),
        path -> {
          Postings opened = Postings.open(open(path));
          if (opened.length() != file.length()
              || opened.checksum() != file.checksum()
              || opened.fragmentRows() != rows
              || opened.lists() != lists
              || !opened.generation().equals(file.generation())) {
            throw Envelope.corrupt(
                store.name() + "/" + path, "it is another file than its manifest means");
          }
          return opened;
        });
  }

  /** The graph of an index in a fragment of so many rows. */
  public GraphFile graph(TablePaths paths, IndexFile file, int rows) {
    return kept(
        graphs,
        paths.postings(file.id()),
        path -> {
          GraphFile opened = GraphFile.open(open(path));
          if (opened.length() != file.length()
              || opened.checksum() != file.checksum()
              || opened.fragmentRows() != rows
              || !opened.generation().equals(file.generation())) {
            throw Envelope.corrupt(
                store.name() + "/" + path, "it is another file than its manifest means");
          }
          return opened;
        });
  }

  /** What the posting lists of an index share. */
  public Generation generation(TablePaths paths, UUID id) {
    if (model(paths, id) instanceof Generation generation) {
      return generation;
    }
    throw Envelope.corrupt(
        store.name() + "/" + paths.generation(id), "it is another file than its manifest means");
  }

  /** What the files of an index share. */
  public IndexModel model(TablePaths paths, UUID id) {
    return kept(
        generations,
        paths.generation(id),
        path -> {
          String name = store.name() + "/" + path;
          byte[] content = store.readIfPresent(path);
          if (content == null) {
            throw missing.apply(path);
          }
          return IndexModel.decode(name, content);
        });
  }

  private ByteSource open(String path) {
    try {
      return store.open(path);
    } catch (QuiverException e) {
      throw e.code() == ErrorCode.CORRUPT_FILE ? missing.apply(path) : e;
    }
  }

  /** The deleted rows of a fragment. Not to be changed. */
  public RoaringBitmap deletes(TablePaths paths, UUID id, int rows) {
    return kept(
        bitmaps,
        paths.deletes(id),
        path -> {
          String name = store.name() + "/" + path;
          byte[] content = store.readIfPresent(path);
          if (content == null) {
            throw missing.apply(path);
          }
          return DeletesFile.decode(name, content, rows);
        });
  }

  private static <V> V kept(Map<String, V> cache, String path, Function<String, V> open) {
    synchronized (cache) {
      V known = cache.get(path);
      if (known != null) {
        return known;
      }
    }
    V opened = open.apply(path);
    synchronized (cache) {
      cache.put(path, opened);
    }
    return opened;
  }
}
