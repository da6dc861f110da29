package dev.quiver.storage.index;

import dev.quiver.functions.cluster.NearestPoints;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.functions.quantiser.MetricSpace.Place;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.StoredFragment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Some of the table's own rows to be searched for, each without itself, and the rows nearest to
 * them: what is measured is measured against these. If so asked, every second of them is half-way
 * to another row: of queries unlike the rows it is harder to find the nearest.
 *
 * <p>The truth is collected while the files are made, from every live vector of the table; it may
 * be asked for when all are. Safe for any number of threads.
 */
final class Calibration implements FragmentLists.Truth {
  static final int QUERIES = 256;
  static final int NEIGHBOURS = 10;
  private static final long NO_ROW = -1;

  private final MetricSpace space;
  private final Points raw;
  private final long[] ids;
  private final Points mapped;
  private final int wanted;
  private final List<NearestPoints> taken = new ArrayList<>();
  private final List<NearestPoints> free = new ArrayList<>();

  /**
   * A query's nearest rows, the nearest first.
   *
   * @param lists those that the rows are in, where there are lists
   */
  record Nearest(long[] ids, int[] lists, double[] scores) {
    int count() {
      return ids.length;
    }
  }

  /**
   * @param sample in random order, or in an order without meaning
   * @param neighbours wanted of each query
   */
  Calibration(VectorSample sample, MetricSpace space, int neighbours) {
    this(sample, space, neighbours, false);
  }

  /** Likewise, with queries half-way between rows. */
  static Calibration withQueriesBetween(VectorSample sample, MetricSpace space) {
    return new Calibration(sample, space, NEIGHBOURS, true);
  }

  private Calibration(VectorSample sample, MetricSpace space, int neighbours, boolean between) {
    this.space = space;
    int dimension = space.dimension();
    int step = Math.max(1, sample.raw().count() / QUERIES);
    float[] rawValues = new float[QUERIES * dimension];
    float[] values = new float[QUERIES * dimension];
    long[] queryIds = new long[QUERIES];
    Random random = new Random(5);
    int count = 0;
    for (int i = 0; i < sample.raw().count() && count < QUERIES; i += step) {
      int at = count * dimension;
      System.arraycopy(sample.raw().values(), i * dimension, rawValues, at, dimension);
      queryIds[count] = sample.ids()[i];
      if (between && count % 2 == 1) {
        moveHalfWay(rawValues, at, sample.raw(), random);
        queryIds[count] = NO_ROW;
      }
      count += space.map(rawValues, at, values, at) == Place.INSIDE ? 1 : 0;
    }
    this.raw = new Points(rawValues, count, dimension);
    this.mapped = new Points(values, count, dimension);
    this.ids = queryIds;
    this.wanted = neighbours + 1;
  }

  /** Half-way to any other row; of bits, half of those that differ are the other's. */
  private void moveHalfWay(float[] values, int at, Points rows, Random random) {
    int other = random.nextInt(rows.count()) * rows.dimension();
    boolean bits = space.metric().overBits();
    for (int i = 0; i < rows.dimension(); i++) {
      float there = rows.values()[other + i];
      values[at + i] =
          bits ? (random.nextBoolean() ? values[at + i] : there) : values[at + i] / 2 + there / 2;
    }
  }

  @Override
  public MetricSpace space() {
    return space;
  }

  @Override
  public synchronized NearestPoints collector() {
    NearestPoints next =
        free.isEmpty() ? new NearestPoints(mapped, wanted) : free.remove(free.size() - 1);
    taken.add(next);
    return next;
  }

  @Override
  public synchronized void ended() {
    free.addAll(taken);
    taken.clear();
  }

  int queries() {
    return raw.count();
  }

  /** A query as the table has it. */
  float[] raw(int query) {
    return row(raw, query);
  }

  /** The same in the index's space. */
  float[] mapped(int query) {
    return row(mapped, query);
  }

  private static float[] row(Points points, int row) {
    int dimension = points.dimension();
    return Arrays.copyOfRange(points.values(), row * dimension, (row + 1) * dimension);
  }

  /** Whether a query is none of the rows. */
  boolean isBetween(int query) {
    return ids[query] == NO_ROW;
  }

  long id(int query) {
    return ids[query];
  }

  /** The rows nearest to a query but itself, as many as wanted where there are so many. */
  synchronized Nearest nearest(int query) {
    NearestPoints truth = collected();
    int found = truth.found(query);
    long[] rows = new long[found];
    int[] lists = new int[found];
    double[] scores = new double[found];
    int count = 0;
    for (int rank = 0; rank < found && count < wanted - 1; rank++) {
      if (truth.id(query, rank) != ids[query]) {
        rows[count] = truth.id(query, rank);
        lists[count] = truth.tag(query, rank);
        scores[count++] = truth.score(query, rank);
      }
    }
    return new Nearest(
        Arrays.copyOf(rows, count), Arrays.copyOf(lists, count), Arrays.copyOf(scores, count));
  }

  /**
   * How many of the rows found for a query are as near as so many that are nearest: of equally near
   * ones any will do.
   *
   * @param rows of all fragments, in their order
   */
  int within(
      int query, Nearest nearest, int neighbours, NearestFound found, List<FragmentRows> rows) {
    int wanted = Math.min(neighbours, nearest.count());
    RowDistances kernel = RowDistances.of(space.metric(), raw(query), 1);
    double[] distance = new double[1];
    double farthest = Double.NEGATIVE_INFINITY;
    for (int rank = 0; rank < wanted; rank++) {
      FragmentRows of = rows.get((int) (nearest.ids()[rank] >>> 32));
      kernel.compute(of.reader(), of.column(), new int[] {(int) nearest.ids()[rank]}, 1, distance);
      farthest = Math.max(farthest, distance[0]);
    }
    return Math.min(wanted, found.others(ids[query], farthest));
  }

  private NearestPoints collected() {
    if (free.isEmpty()) {
      free.add(new NearestPoints(mapped, wanted));
    }
    NearestPoints all = free.get(0);
    while (free.size() > 1) {
      all.merge(free.remove(free.size() - 1));
    }
    return all;
  }

  /** All live rows of the fragments, for searches by one thread. */
  static List<FragmentRows> rows(VectorIndex index, List<StoredFragment> fragments) {
    List<FragmentRows> rows = new ArrayList<>();
    int[] fields = {index.definition().fieldId()};
    for (int f = 0; f < fragments.size(); f++) {
      FragmentReader reader = fragments.get(f).open(fields);
      rows.add(new FragmentRows(f, reader, 0, reader.liveBits(), fragments.get(f).liveRows()));
    }
    return rows;
  }
}
