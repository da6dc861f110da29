package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Centroids;
import dev.quiver.functions.cluster.KMeans;
import dev.quiver.functions.cluster.ListSpread;
import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestCentroids;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.Progress;
import dev.quiver.storage.file.Orphans;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Builds an index over the fragments of a table: draws a sample, trains lists on it, sorts every
 * row into a list, writes the lists fragment by fragment, and measures what searches find.
 *
 * <p>Memory of lists is bounded whatever the table's size: the sample, eight bytes per row of one
 * fragment, and some thousand vectors. A graph takes some 14 bytes for each neighbour that a row
 * may have (about 220 a row with the usual 16), for the rows of one fragment at a time, and its
 * vectors if they are not too large. Two threads work at most. A failure, or a progress that
 * throws, leaves no file behind. For one use.
 */
public final class IndexBuilder {
  private static final long SEED = 20_240_609;

  /** Rows that the scale of a graph's vectors is told from, and that are searched for. */
  static final int SAMPLED_ROWS = 10_000;

  private static final int PART_ROWS = 8_192;

  /** Without a number of lists being asked for, a list is made for so many rows. */
  private static final int ROWS_PER_LIST = 256;

  /**
   * Above so many lists, or as the sample has rows for, one is made for so many rows at least: each
   * costs a comparison in every search, and with few rows of the sample its centre is left to
   * chance.
   */
  private static final int MANY_LISTS = 4_096;

  private static final int SAMPLED_PER_LIST = KMeans.POINTS_PER_CENTROID / 2;
  private static final int ROWS_PER_LIST_OF_MANY = 500;

  private final Site site;
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
    this.site = site;
    this.definition = definition;
    this.dimension = dimension;
    this.fragments = List.copyOf(fragments);
    this.monitor = new BuildMonitor(progress);
  }

  /** Builds and forces all files; their directory is the caller's to force. */
  public BuiltIndex build() {
    return build(site.uuids.get());
  }

  /** Likewise for an index that there is: another generation of it. */
  public BuiltIndex build(UUID index) {
    boolean complete = false;
    try {
      BuiltIndex built = buildFiles(index);
      complete = true;
      return built;
    } finally {
      if (!complete) {
        Orphans.delete(site.files.store(), written);
      }
    }
  }

  private BuiltIndex buildFiles(UUID index) {
    return definition.method().usesGraphs() ? buildGraphs(index) : buildLists(index);
  }

  private BuiltIndex buildGraphs(UUID index) {
    VectorSample sample =
        VectorSample.draw(fragments, definition.fieldId(), dimension, SAMPLED_ROWS, monitor);
    // Around the mean, where far from the origin distances would be lost in rounding.
    MetricSpace measured = sample.space(definition.metric(), monitor);
    MetricSpace space = GraphModel.space(definition.metric(), measured.scale(), dimension);
    GraphModel unmeasured =
        new GraphModel(space, definition.parameters().shape(), rows(), List.of());
    Calibration calibration = Calibration.withQueriesBetween(sample, measured);
    IndexEntry entry = new IndexEntry(index, definition, site.uuids.get());
    Map<UUID, IndexFile> graphs = index(entry, unmeasured, calibration);
    VectorIndex unpublished =
        VectorIndex.unpublished(site.files, site.paths, entry, fragments, graphs, unmeasured);
    write(
        entry,
        unmeasured.with(new WalkCalibration(calibration, unpublished, fragments).measure(monitor)));
    return new BuiltIndex(entry, graphs);
  }

  /** Makes the files of all fragments. */
  private Map<UUID, IndexFile> index(
      IndexEntry entry, IndexModel model, FragmentLists.Truth truth) {
    Map<UUID, IndexFile> files = new HashMap<>();
    monitor.enter("build", 2 * fragments.stream().mapToLong(StoredFragment::physicalRows).sum());
    FragmentIndexer indexer = new FragmentIndexer(site, entry, model, written, monitor);
    for (int f = 0; f < fragments.size(); f++) {
      files.put(fragments.get(f).id(), indexer.index(fragments.get(f), f, truth));
    }
    return files;
  }

  private void write(IndexEntry entry, IndexModel model) {
    String path = site.paths.generation(entry.generation());
    written.add(path);
    site.files.store().write(path, model.encode());
  }

  private BuiltIndex buildLists(UUID index) {
    int wanted = lists(definition, dimension, rows());
    VectorSample sample =
        VectorSample.draw(fragments, definition.fieldId(), dimension, sampled(wanted), monitor);
    Generation trained = train(sample, wanted);
    Calibration calibration =
        new Calibration(sample, trained.space(), ListCalibration.MOST_NEIGHBOURS);
    IndexEntry entry = new IndexEntry(index, definition, site.uuids.get());
    Map<UUID, IndexFile> postings = index(entry, trained, calibration);
    VectorIndex unmeasured =
        VectorIndex.unpublished(site.files, site.paths, entry, fragments, postings, trained);
    ListCalibration lists = new ListCalibration(calibration, unmeasured, fragments);
    write(entry, lists.measure(monitor));
    return new BuiltIndex(entry, postings);
  }

  /** Lists to be made for a table of so many rows. */
  static int lists(IndexDefinition definition, int dimension, long rows) {
    if (definition.lists() > 0) {
      return definition.lists();
    }
    long sampled = VectorSample.most(dimension, (long) MANY_LISTS * SAMPLED_PER_LIST);
    long small = Math.min(sampled / SAMPLED_PER_LIST, rows / ROWS_PER_LIST);
    long lists = Math.max(small, rows / ROWS_PER_LIST_OF_MANY);
    return (int) Math.max(1, Math.min(IndexDefinition.MAX_LISTS, lists));
  }

  /** Rows to be drawn for so many lists. */
  static int sampled(int lists) {
    return Math.max(2 * Calibration.QUERIES, lists * KMeans.POINTS_PER_CENTROID);
  }

  private long rows() {
    return fragments.stream().mapToLong(StoredFragment::liveRows).sum();
  }

  private Generation train(VectorSample sample, int wanted) {
    MetricSpace space = sample.space(definition.metric(), monitor);
    Points mapped = sample.mapped(space, monitor);
    if (mapped.count() == 0) {
      Centroids one = Centroids.flat(new Points(new float[dimension], 1, dimension));
      return new Generation(
          space, one, new ListSpread(new float[1], new float[1], new float[1]), SEED, rows());
    }
    Centroids centroids = KMeans.train(mapped, wanted, SEED, monitor);
    int[] list = new int[mapped.count()];
    float[] offsets = new float[mapped.count()];
    assign(mapped, centroids, list);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = space.mappedScoreOffset(mapped.values(), i * dimension);
    }
    ListSpread spread = ListSpread.of(mapped, list, offsets, centroids);
    Generation trained = new Generation(space, centroids, spread, SEED, rows());
    return definition.method() == IndexMethod.IVF_PQ
        ? trained.with(codebook(mapped, list, centroids))
        : trained;
  }

  /** The nearest centroid of each. */
  private void assign(Points mapped, Centroids centroids, int[] list) {
    int dimension = mapped.dimension();
    Workers.run(
        (mapped.count() + PART_ROWS - 1) / PART_ROWS,
        () -> {
          NearestCentroids nearest = new NearestCentroids(centroids);
          int[] found = new int[PART_ROWS];
          return part -> {
            int first = part * PART_ROWS;
            int size = Math.min(PART_ROWS, mapped.count() - first);
            float[] rows =
                Arrays.copyOfRange(mapped.values(), first * dimension, (first + size) * dimension);
            nearest.assign(rows, size, found, monitor);
            System.arraycopy(found, 0, list, first, size);
          };
        });
  }

  /** Words for what the sample's vectors differ from their centroids by. */
  private Codebook codebook(Points mapped, int[] list, Centroids centroids) {
    float[] residuals = mapped.values().clone();
    for (int row = 0; row < mapped.count(); row++) {
      if (row % PART_ROWS == 0) {
        monitor.check();
      }
      for (int i = 0; i < dimension; i++) {
        residuals[row * dimension + i] -= centroids.centres().values()[list[row] * dimension + i];
      }
    }
    IndexParameters asked = definition.parameters();
    return Codebook.train(
        new Points(residuals, mapped.count(), dimension),
        asked.partsOf(dimension),
        asked.bitsOfPart(),
        SEED,
        monitor);
  }
}
