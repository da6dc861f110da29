package dev.quiver.storage.index;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.file.FileInfo;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.graph.GraphFile;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.Postings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An index as one version of a table has it: some of the version's fragments have posting lists,
 * the others are not indexed yet. Immutable; safe for any number of threads. Files are opened when
 * asked for.
 */
public final class VectorIndex {
  private final FragmentFiles files;
  private final TablePaths paths;
  private final IndexEntry entry;
  private final List<Fragment> fragments;
  private final Map<UUID, IndexFile> unpublished;
  private final @Nullable IndexModel unwritten;
  private volatile @Nullable List<Optional<IndexFile>> fileOf;

  /**
   * @param fragments those of the table version, in its order
   */
  public VectorIndex(
      FragmentFiles files, TablePaths paths, IndexEntry entry, List<? extends Fragment> fragments) {
    this(files, paths, entry, fragments, Map.of(), null);
  }

  private VectorIndex(
      FragmentFiles files,
      TablePaths paths,
      IndexEntry entry,
      List<? extends Fragment> fragments,
      Map<UUID, IndexFile> unpublished,
      @Nullable IndexModel unwritten) {
    this.files = files;
    this.paths = paths;
    this.entry = entry;
    this.fragments = List.copyOf(fragments);
    this.unpublished = unpublished;
    this.unwritten = unwritten;
  }

  /** An index that is being built: no manifest names its files, and its generation has none. */
  static VectorIndex unpublished(
      FragmentFiles files,
      TablePaths paths,
      IndexEntry entry,
      List<? extends Fragment> fragments,
      Map<UUID, IndexFile> postings,
      IndexModel model) {
    return new VectorIndex(files, paths, entry, fragments, Map.copyOf(postings), model);
  }

  public UUID id() {
    return entry.id();
  }

  public IndexDefinition definition() {
    return entry.definition();
  }

  /** What the files of the index share that are made from now on. */
  public IndexModel model() {
    return model(entry.generation());
  }

  /** Likewise of an index by lists. */
  public Generation generation() {
    return generation(entry.generation());
  }

  private IndexModel model(UUID id) {
    return unwritten != null ? unwritten : files.model(paths, id);
  }

  private Generation generation(UUID id) {
    return unwritten instanceof Generation own ? own : files.generation(paths, id);
  }

  /** What the file of a fragment shares with others. */
  IndexModel model(int fragment) {
    return model(generationOf(fragment));
  }

  /**
   * Which generation the lists of a covered fragment belong to: until all lists are made anew after
   * a training, those of the generations before serve too.
   */
  UUID generationOf(int fragment) {
    return file(fragment).map(IndexFile::generation).orElse(entry.generation());
  }

  /** What the posting lists of a fragment share with others. */
  Generation generation(int fragment) {
    return generation(generationOf(fragment));
  }

  /** The file of each fragment. */
  private static List<Optional<IndexFile>> files(
      IndexEntry entry, List<Fragment> fragments, Map<UUID, IndexFile> unpublished) {
    List<Optional<IndexFile>> found = new ArrayList<>();
    for (Fragment fragment : fragments) {
      IndexFile own = unpublished.get(fragment.id());
      found.add(
          own != null || !(fragment instanceof StoredFragment stored)
              ? Optional.ofNullable(own)
              : stored.indexFile(entry.id()));
    }
    return found;
  }

  private Optional<IndexFile> file(int fragment) {
    List<Optional<IndexFile>> known = fileOf;
    if (known == null) {
      known = files(entry, fragments, unpublished);
      fileOf = known;
    }
    return known.get(fragment);
  }

  /** Whether the fragment at a position of the table version has posting lists. */
  public boolean covers(int fragment) {
    return file(fragment).isPresent();
  }

  /** The posting lists of a fragment; null if it has none. */
  @Nullable Postings postings(int fragment) {
    IndexFile file = file(fragment).orElse(null);
    return file == null
        ? null
        : files.postings(
            paths,
            file,
            fragments.get(fragment).physicalRows(),
            generation(file.generation()).lists());
  }

  /** The graph of a fragment; null if it has none. */
  @Nullable GraphFile graph(int fragment) {
    IndexFile file = file(fragment).orElse(null);
    return file == null ? null : files.graph(paths, file, fragments.get(fragment).physicalRows());
  }

  /** Rows of a covered fragment that have no distance to anything. Not to be changed. */
  public int[] rowsWithoutDistance(int fragment) {
    if (definition().method().usesGraphs()) {
      GraphFile graph = graph(fragment);
      return graph == null ? new int[0] : graph.nowhere();
    }
    Postings postings = postings(fragment);
    return postings == null ? new int[0] : postings.nowhere();
  }

  /** Live rows of fragments that have posting lists. */
  public long rowsIndexed() {
    long rows = 0;
    for (int f = 0; f < fragments.size(); f++) {
      rows += covers(f) ? fragments.get(f).liveRows() : 0;
    }
    return rows;
  }

  /** Live rows of the other fragments. */
  public long rowsUnindexed() {
    return fragments.stream().mapToLong(Fragment::liveRows).sum() - rowsIndexed();
  }

  /** Live rows whose lists belong to a generation before the last. */
  public long rowsOutdated() {
    long rows = 0;
    for (int f = 0; f < fragments.size(); f++) {
      rows += generationOf(f).equals(entry.generation()) ? 0 : fragments.get(f).liveRows();
    }
    return rows;
  }

  /** Bytes of its files: those of fragments, and of the generations that they belong to. */
  public long bytes() {
    long bytes = 0;
    Set<UUID> generations = new HashSet<>(Set.of(entry.generation()));
    for (int f = 0; f < fragments.size(); f++) {
      bytes += file(f).map(IndexFile::length).orElse(0L);
      generations.add(generationOf(f));
    }
    for (UUID generation : generations) {
      FileInfo file = files.store().info(paths.generation(generation));
      bytes += file == null ? model(generation).encode().length : file.bytes();
    }
    return bytes;
  }
}
