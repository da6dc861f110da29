package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.storage.Progress;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.PostingWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the posting lists or the graphs of fragments by a model that there is already: nothing is
 * trained. A fragment made of others takes over the lists that they had. For one thread.
 *
 * <p>Files are written and forced; their names, and removing them after a failure, are the caller's
 * business.
 */
public final class FragmentIndexer {
  /**
   * Fragments of fewer rows are compared faster than looked through, and their lists would take
   * more room than they are worth.
   */
  private static final int LEAST_ROWS = 512;

  /** Lists for each row at most: a list costs four bytes of directory. */
  private static final int MOST_LISTS_PER_ROW = 8;

  private final IndexBuilder.Site site;
  private final IndexEntry entry;
  private final IndexModel model;
  private final List<String> written;
  private final Monitor monitor;

  /**
   * @param written gets the path of each file before it is made
   */
  public FragmentIndexer(
      IndexBuilder.Site site, IndexEntry entry, List<String> written, Progress progress) {
    this(
        site,
        entry,
        site.files().model(site.paths(), entry.generation()),
        written,
        new BuildMonitor(progress));
  }

  /** Likewise with a generation that has no file yet. */
  FragmentIndexer(
      IndexBuilder.Site site,
      IndexEntry entry,
      IndexModel model,
      List<String> written,
      Monitor monitor) {
    this.site = site;
    this.entry = entry;
    this.model = model;
    this.written = written;
    this.monitor = monitor;
  }

  /**
   * Fragments of so many rows get their lists when they are written, since it will be long until
   * they are merged with others.
   */
  public static final int LARGE_ROWS = 8_192;

  /** Whether lists of a fragment of so many rows pay for their making and their room. */
  public boolean pays(int rows) {
    boolean fewLists =
        !(model instanceof Generation generation)
            || (long) rows * MOST_LISTS_PER_ROW >= generation.lists();
    return rows >= LEAST_ROWS && fewLists && !model.curve().isEmpty();
  }

  /** Makes the lists of a fragment. */
  public IndexFile index(StoredFragment fragment) {
    return index(fragment, 0, null);
  }

  IndexFile index(StoredFragment fragment, int position, FragmentLists.@Nullable Truth truth) {
    FragmentLists.Stretch whole = FragmentLists.Stretch.whole(fragment, position);
    if (model instanceof GraphModel graphs) {
      return new GraphIndexer(site, entry, graphs, written, monitor).index(whole, truth);
    }
    FragmentLists lists =
        FragmentLists.of(whole, entry.definition().fieldId(), (Generation) model, truth, monitor);
    return write(fragment, lists, List.of());
  }

  /**
   * Makes the lists of a fragment that is made of others.
   *
   * @param sources all that it is made of, in their order
   */
  public IndexFile merge(StoredFragment merged, List<MovedLists> sources) {
    return model instanceof Generation generation
        ? merge(generation, merged, sources)
        : index(merged);
  }

  private IndexFile merge(Generation generation, StoredFragment merged, List<MovedLists> sources) {
    List<ListMerge.Part> parts = new ArrayList<>();
    List<RowRange> fresh = new ArrayList<>();
    for (MovedLists source : sources) {
      IndexFile lists = source.lists();
      if (lists == null || !lists.generation().equals(entry.generation())) {
        parts.add(new ListMerge.Part(source.range(), null, new int[0]));
        fresh.add(source.range());
      } else {
        parts.add(
            new ListMerge.Part(
                source.range(),
                site.files().postings(site.paths(), lists, source.rows(), generation.lists()),
                source.places()));
      }
    }
    FragmentLists lists =
        FragmentLists.of(
            new FragmentLists.Stretch(merged, 0, fresh),
            entry.definition().fieldId(),
            generation,
            null,
            monitor);
    return write(merged, lists, parts);
  }

  /**
   * @param parts empty if nothing is copied
   */
  private IndexFile write(
      StoredFragment fragment, FragmentLists lists, List<ListMerge.Part> parts) {
    Generation generation = (Generation) model;
    int words = generation.words(entry.definition().method());
    UUID id = site.uuids().get();
    String path = site.paths().postings(id);
    written.add(path);
    try (FileSink sink = site.files().store().create(path)) {
      PostingWriter out = new PostingWriter(sink, generation.lists(), words);
      ListWriter writer =
          new ListWriter(fragment, entry.definition().fieldId(), generation, lists, words);
      if (parts.isEmpty()) {
        writer.write(out, monitor);
      } else {
        writer.write(new ListMerge(parts, out, words), monitor);
      }
      FileSummary summary =
          out.finish(
              entry.generation(),
              fragment.physicalRows(),
              ListMerge.beside(parts, p -> p.outside(), lists.outside()),
              ListMerge.beside(parts, p -> p.nowhere(), lists.nowhere()));
      return new IndexFile(
          entry.id(), entry.generation(), id, summary.length(), summary.checksum());
    }
  }
}
