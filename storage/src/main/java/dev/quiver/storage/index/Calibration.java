package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestPoints;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.functions.quantiser.MetricSpace.Place;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.posting.Generation.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

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

  /** Candidates of a walk beyond which none is measured. */
  private static final int MOST_KEPT = 2_000;

  private static final float[] CERTAINTIES = {1.4f, 1.9f, 2.5f};

  /** So many codes are scanned while one row is compared. */
  private static final double CODES_PER_ROW = 40;

  private final Points raw;
  private final long[] ids;
  private final Points mapped;
  private final NearestPoints truth;

  /**
   * @param sample in random order, or in an order without meaning
   */
  Calibration(VectorSample sample, MetricSpace space) {
    int dimension = space.dimension();
    int step = Math.max(1, sample.raw().count() / QUERIES);
    float[] rawValues = new float[QUERIES * dimension];
    float[] values = new float[QUERIES * dimension];
    long[] queryIds = new long[QUERIES];
    int count = 0;
    for (int i = 0; i < sample.raw().count() && count < QUERIES; i += step) {
      float[] rows = sample.raw().values();
      if (space.map(rows, i * dimension, values, count * dimension) == Place.INSIDE) {
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

  /**
   * Measures the index, all of whose fragments must be covered. A search that looks at few lists
   * does just what one that looks at many begins with, so one search for each query tells what all
   * efforts find.
   */
  List<Effort> measure(VectorIndex index, List<StoredFragment> fragments, Monitor monitor) {
    int lists = index.generation().lists();
    monitor.enter("calibrate", (long) CERTAINTIES.length * raw.count());
    List<Measured> measured = new ArrayList<>();
    for (float certainty : CERTAINTIES) {
      SearchEffort all = SearchEffort.ofAll(lists, certainty);
      measured.add(measured(index, fragments, all, monitor));
    }
    return raw.count() == 0 ? List.of() : curve(measured, lists);
  }

  /**
   * What searches of one certainty did.
   *
   * @param found how many of the right rows took so many lists, by that number
   * @param lists looked at by all searches together
   */
  private record Measured(
      float certainty,
      AtomicIntegerArray found,
      AtomicLong lists,
      AtomicLong codes,
      AtomicLong rows) {
    Measured(float certainty, int lists) {
      this(
          certainty,
          new AtomicIntegerArray(lists + 1),
          new AtomicLong(),
          new AtomicLong(),
          new AtomicLong());
    }

    double codesPerList() {
      return (double) codes.get() / Math.max(1, lists.get());
    }

    double rowsPerSearch(int searches) {
      return (double) rows.get() / Math.max(1, searches);
    }
  }

  /**
   * @param cost in codes
   */
  private record Point(double cost, Effort effort) {}

  /**
   * Measures an index of graphs, which cover all fragments: one search for each query and effort.
   */
  List<Effort> measureWalks(VectorIndex index, List<StoredFragment> fragments, Monitor monitor) {
    long wanted = IntStream.range(0, raw.count()).mapToLong(q -> right(q).length).sum();
    List<Effort> curve = new ArrayList<>();
    double best = -1;
    for (int kept = NEIGHBOURS + 2;
        wanted > 0 && best < ENOUGH && kept <= MOST_KEPT;
        kept = kept * 5 / 4) {
      monitor.enter("calibrate", raw.count());
      SearchEffort effort = SearchEffort.ofAll(kept, 0);
      double recall = (double) foundByWalks(index, fragments, effort, monitor) / wanted;
      if (recall > best) {
        curve.add(new Effort(kept, 0, (float) recall));
        best = recall;
      }
    }
    return wanted == 0 ? List.of(new Effort(NEIGHBOURS + 2, 0, 1)) : curve;
  }

  private long foundByWalks(
      VectorIndex index, List<StoredFragment> fragments, SearchEffort effort, Monitor monitor) {
    AtomicLong hits = new AtomicLong();
    Workers.run(
        raw.count(),
        () -> {
          List<FragmentRows> rows = rows(index, fragments);
          return query -> {
            NearestFound found = new NearestFound(NEIGHBOURS + 1);
            IndexWork.of(
                index,
                new IndexSearch.Question(vector(query), index.definition().metric(), effort),
                rows,
                found,
                monitor::check);
            hits.addAndGet(found.count(right(query)));
            monitor.advance(1);
          };
        });
    return hits.get();
  }

  /** Of all efforts those that find more than any that costs less. */
  private List<Effort> curve(List<Measured> measured, int lists) {
    long wanted = IntStream.range(0, raw.count()).mapToLong(q -> right(q).length).sum();
    // Lists near the query are larger than others, so those of the shortest searches count.
    double codes = measured.stream().mapToDouble(Measured::codesPerList).max().orElse(1);
    List<Point> points = new ArrayList<>();
    for (Measured searches : measured) {
      double rows = CODES_PER_ROW * searches.rowsPerSearch(raw.count());
      long sum = 0;
      int summed = 0;
      double best = -1;
      for (int probes = 1; best < ENOUGH && summed < lists; probes = more(probes)) {
        int tried = Math.min(probes, lists);
        for (int l = summed + 1; l <= tried; l++) {
          sum += searches.found.get(l);
        }
        best = wanted == 0 ? 1 : (double) sum / wanted;
        Effort effort = new Effort(tried, searches.certainty, (float) best);
        points.add(new Point(codes * tried + rows, effort));
        summed = tried;
      }
    }
    points.sort(Comparator.comparingDouble(Point::cost));
    List<Effort> curve = new ArrayList<>();
    float best = -1;
    for (Point point : points) {
      if (point.effort.recall() > best && best < ENOUGH) {
        curve.add(point.effort);
        best = point.effort.recall();
      }
    }
    return curve;
  }

  private static int more(int probes) {
    return Math.max(probes + 1, probes * 9 / 8);
  }

  private Measured measured(
      VectorIndex index, List<StoredFragment> fragments, SearchEffort effort, Monitor monitor) {
    int lists = index.generation().lists();
    Measured measured = new Measured(effort.certainty(), lists);
    Workers.run(
        raw.count(),
        () -> {
          List<FragmentRows> rows = rows(index, fragments);
          return query -> {
            FoundByEffort found = new FoundByEffort(NEIGHBOURS + 1, right(query));
            IndexSearch search =
                IndexSearch.run(
                    index,
                    new IndexSearch.Question(vector(query), index.definition().metric(), effort),
                    rows,
                    found,
                    monitor::check);
            for (int taken : found.listsTaken()) {
              measured.found.incrementAndGet(Math.min(taken, lists));
            }
            measured.lists.addAndGet(search.listsProbed());
            measured.codes.addAndGet(search.codesScanned());
            measured.rows.addAndGet(search.compared());
            monitor.advance(1);
          };
        });
    return measured;
  }

  private long[] right(int query) {
    return withoutItself(query, truth.nearest(query));
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
