package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestPoints;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.Generation.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how much of the truth searches of growing effort find: some of the table's own rows are
 * searched for, each without itself, and the ten found are compared with the ten nearest.
 *
 * <p>The truth is collected while the lists are made, from every vector of the table.
 */
final class Calibration implements FragmentLists.Truth {
  static final int QUERIES = 200;
  static final int NEIGHBOURS = 10;

  /** Further effort is not measured once this much is found. */
  private static final double ENOUGH = 0.9985;

  private static final float[] CERTAINTIES = {1.5f, 2.5f};

  private final Points raw;
  private final long[] ids;
  private final Points mapped;
  private final NearestPoints truth;

  /**
   * @param sample in random order, or in an order without meaning
   */
  Calibration(VectorSample sample, Generation generation) {
    int dimension = generation.dimension();
    int step = Math.max(1, sample.raw().count() / QUERIES);
    float[] rawValues = new float[QUERIES * dimension];
    float[] values = new float[QUERIES * dimension];
    long[] queryIds = new long[QUERIES];
    int count = 0;
    for (int i = 0; i < sample.raw().count() && count < QUERIES; i += step) {
      float[] rows = sample.raw().values();
      if (generation.space().map(rows, i * dimension, values, count * dimension)
          == MetricSpace.Place.INSIDE) {
        System.arraycopy(rows, i * dimension, rawValues, count * dimension, dimension);
        queryIds[count++] = sample.ids()[i];
      }
    }
    this.raw = new Points(rawValues, count, dimension);
    this.mapped = new Points(values, count, dimension);
    this.ids = queryIds;
    this.truth = new NearestPoints(mapped, NEIGHBOURS + 1);
  }

  @Override
  public NearestPoints collector() {
    return new NearestPoints(mapped, NEIGHBOURS + 1);
  }

  @Override
  public synchronized void collected(NearestPoints found) {
    truth.merge(found);
  }

  /** Measures the index, all of whose fragments must be covered. */
  List<Effort> measure(VectorIndex index, List<StoredFragment> fragments, Monitor monitor) {
    List<Effort> curve = new ArrayList<>();
    int lists = index.generation().lists();
    monitor.enter("calibrate", lists);
    int before = 0;
    for (int probes = 1; raw.count() > 0; probes = Math.max(probes + 1, probes * 4 / 3)) {
      int tried = Math.min(probes, lists);
      double best = 0;
      for (float certainty : CERTAINTIES) {
        SearchEffort effort = new SearchEffort(tried, certainty, Double.POSITIVE_INFINITY);
        double recall = recall(index, fragments, effort, monitor);
        if (recall > best && recall > lastRecall(curve)) {
          curve.add(new Effort(tried, certainty, (float) recall));
        }
        best = Math.max(best, recall);
      }
      monitor.advance(tried - before);
      before = tried;
      if (best >= ENOUGH || tried == lists) {
        break;
      }
    }
    return curve;
  }

  private static double lastRecall(List<Effort> curve) {
    return curve.isEmpty() ? -1 : curve.get(curve.size() - 1).recall();
  }

  private double recall(
      VectorIndex index, List<StoredFragment> fragments, SearchEffort effort, Monitor monitor) {
    AtomicLong found = new AtomicLong();
    AtomicLong wanted = new AtomicLong();
    Workers.run(
        raw.count(),
        () -> {
          List<FragmentRows> rows = rows(index, fragments);
          return query -> {
            monitor.check();
            long[] true10 = withoutItself(query, truth.nearest(query));
            NearestFound nearest = new NearestFound(NEIGHBOURS + 1);
            IndexSearch.run(
                index,
                new IndexSearch.Question(vector(query), index.definition().metric(), effort),
                rows,
                nearest,
                monitor::check);
            wanted.addAndGet(true10.length);
            found.addAndGet(nearest.count(true10));
          };
        });
    return wanted.get() == 0 ? 1 : (double) found.get() / wanted.get();
  }

  private List<FragmentRows> rows(VectorIndex index, List<StoredFragment> fragments) {
    List<FragmentRows> rows = new ArrayList<>();
    int[] fields = {index.definition().fieldId()};
    for (int f = 0; f < fragments.size(); f++) {
      FragmentReader reader = fragments.get(f).open(fields);
      rows.add(new FragmentRows(f, reader, 0, reader.liveBits(), fragments.get(f).liveRows()));
    }
    return rows;
  }

  private float[] vector(int query) {
    int dimension = raw.dimension();
    return Arrays.copyOfRange(raw.values(), query * dimension, (query + 1) * dimension);
  }

  private long[] withoutItself(int query, long[] nearest) {
    return Arrays.stream(nearest)
        .filter(id -> id >= 0 && id != ids[query])
        .limit(NEIGHBOURS)
        .toArray();
  }
}
