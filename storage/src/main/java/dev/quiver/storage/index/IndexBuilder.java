package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Centroids;
import dev.quiver.functions.cluster.KMeans;
import dev.quiver.functions.cluster.ListSpread;
import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestCentroids;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.PostingWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Builds an index over the fragments of a table: draws a sample, trains lists on it, sorts every
 * row into a list, writes the lists fragment by fragment, and measures what searches find.
 *
 * <p>Memory is bounded whatever the table's size: the sample, eight bytes per row of one fragment,
 * and some thousand vectors. Two threads work at most. A failure, or a progress that throws, leaves
 * no file behind. For one use.
 */
public final class IndexBuilder {
  private static final long SEED = 20_240_609;
  private static final int ROWS_PER_LIST = 500;

  private final FragmentFiles files;
  private final FileStore store;
  private final Supplier<UUID> uuids;
  private final TablePaths paths;
  private final IndexDefinition definition;
  private final int dimension;
  private final List<StoredFragment> fragments;
  private final Monitor monitor;
  private final List<String> written = new ArrayList<>();

  /** Where an index is built. */
  public record Site(FragmentFiles files, Supplier<UUID> uuids, TablePaths paths) {}

  /**
   * @param dimension of the column's vectors
   */
  public IndexBuilder(
      Site site,
      IndexDefinition definition,
      int dimension,
      List<StoredFragment> fragments,
      Progress progress) {
    this.files = site.files;
    this.store = site.files.store();
    this.uuids = site.uuids;
    this.paths = site.paths;
    this.definition = definition;
    this.dimension = dimension;
    this.fragments = List.copyOf(fragments);
    this.monitor = new BuildMonitor(progress);
  }

  /** Builds and forces all files; their directory is the caller's to force. */
  public BuiltIndex build() {
    boolean complete = false;
    try {
      BuiltIndex built = buildFiles();
      complete = true;
      return built;
    } finally {
      if (!complete) {
        discard();
      }
    }
  }

  private void discard() {
    for (String path : written) {
      try {
        store.delete(path);
      } catch (dev.quiver.functions.error.QuiverException e) {
        continue; // An orphan harms no one, and what led here is the failure to report.
      }
    }
  }

  private BuiltIndex buildFiles() {
    int wanted = lists();
    VectorSample sample =
        VectorSample.draw(
            fragments,
            definition.fieldId(),
            dimension,
            Math.max(2 * Calibration.QUERIES, wanted * KMeans.POINTS_PER_CENTROID),
            monitor);
    Generation trained = train(sample, wanted);
    Calibration calibration = new Calibration(sample, trained);
    UUID index = uuids.get();
    UUID generation = uuids.get();
    IndexEntry entry = new IndexEntry(index, definition, generation);
    Map<UUID, IndexFile> postings = new HashMap<>();
    monitor.enter("build", 2 * fragments.stream().mapToLong(StoredFragment::physicalRows).sum());
    for (int f = 0; f < fragments.size(); f++) {
      FragmentLists lists =
          FragmentLists.of(
              fragments.get(f), f, definition.fieldId(), trained, calibration, monitor);
      postings.put(fragments.get(f).id(), write(entry, fragments.get(f), trained, lists));
    }
    writeGeneration(
        paths.generation(generation), trained.with(measure(entry, postings, trained, calibration)));
    return new BuiltIndex(entry, postings);
  }

  private int lists() {
    if (definition.lists() > 0) {
      return definition.lists();
    }
    long rows = fragments.stream().mapToLong(StoredFragment::liveRows).sum();
    return (int) Math.max(1, Math.min(IndexDefinition.MAX_LISTS, rows / ROWS_PER_LIST));
  }

  private Generation train(VectorSample sample, int wanted) {
    MetricSpace space = sample.space(definition.metric());
    Points mapped = sample.mapped(space);
    if (mapped.count() == 0) {
      Centroids one = Centroids.flat(new Points(new float[dimension], 1, dimension));
      return new Generation(
          space, one, new ListSpread(new float[1], new float[1]), SEED, List.of());
    }
    Centroids centroids = KMeans.train(mapped, wanted, SEED, monitor);
    int[] list = new int[mapped.count()];
    float[] offsets = new float[mapped.count()];
    new NearestCentroids(centroids).assign(mapped.values(), mapped.count(), list);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = space.mappedScoreOffset(mapped.values(), i * dimension);
    }
    ListSpread spread = ListSpread.of(mapped, list, offsets, centroids);
    return new Generation(space, centroids, spread, SEED, List.of());
  }

  private IndexFile write(
      IndexEntry entry, StoredFragment fragment, Generation generation, FragmentLists lists) {
    int words =
        definition.method() == IndexMethod.IVF_FLAT ? 0 : generation.rotation().padded() / 32;
    UUID id = uuids.get();
    String path = paths.postings(id);
    written.add(path);
    try (FileSink sink = store.create(path)) {
      PostingWriter out = new PostingWriter(sink, generation.lists(), words);
      new ListWriter(fragment, definition.fieldId(), generation, lists, words).write(out, monitor);
      PostingWriter.Summary summary =
          out.finish(entry.generation(), fragment.physicalRows(), lists.outside(), lists.nowhere());
      return new IndexFile(
          entry.id(), entry.generation(), id, summary.length(), summary.checksum());
    }
  }

  private void writeGeneration(String path, Generation generation) {
    written.add(path);
    try (FileSink sink = store.create(path)) {
      sink.write(ByteBuffer.wrap(generation.encode()));
      sink.finish();
    }
  }

  private List<Generation.Effort> measure(
      IndexEntry entry,
      Map<UUID, IndexFile> postings,
      Generation trained,
      Calibration calibration) {
    VectorIndex index = VectorIndex.unpublished(files, paths, entry, fragments, postings, trained);
    return calibration.measure(index, fragments, monitor);
  }
}
