package dev.quiver.storage.index;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.IndexedTable.TopRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Measures what searches through the first index of a table find, against all distances: with
 * conditions that have nothing to do with the query, and with such that keep the half of the space
 * it is in, the other, or the farther quarter.
 */
final class RecallPromise {
  /** Which rows may be found. */
  enum Filter {
    NONE,
    HALF,
    TENTH,
    HUNDREDTH,
    THOUSANDTH,
    /** A fifth of the first fragment and a hundredth of the others, as with conditions on time. */
    EARLY,
    NEAR,
    FAR,
    /** The quarter of the space that is the farthest from the half that the query is in. */
    FARTHEST,
    /** The first fragment; nothing is asked of the others, as if statistics ruled them out. */
    FIRST,
    /** All but the twentieth of the rows that is nearest to the query. */
    BEYOND
  }

  /**
   * A kind of search.
   *
   * @param between whether queries lie half-way between two rows
   */
  record Situation(Filter filter, int wanted, boolean between) {
    @Override
    public String toString() {
      return filter + " k=" + wanted + (between ? " between rows" : "");
    }
  }

  /** What searches of one kind found. */
  static final class Score {
    private double recall;
    private double squared;
    private int searches;
    private long lists;
    private boolean complete = true;

    private void add(double share, long listsProbed) {
      recall += share;
      squared += share * share;
      searches++;
      lists += listsProbed;
    }

    double recall() {
      return recall / searches;
    }

    /** The standard error of that. */
    double error() {
      double mean = recall();
      return Math.sqrt(Math.max(0, squared / searches - mean * mean) / searches);
    }

    int searches() {
      return searches;
    }

    double lists() {
      return (double) lists / searches;
    }

    /** Whether all searches gave as many rows as wanted where there were as many. */
    boolean isComplete() {
      return complete;
    }
  }

  private final TableVersion table;
  private final Metric metric;
  private final List<float[]> vectors = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final float[] normal;
  private final double[] quarters = new double[4];
  private final Random random;

  RecallPromise(TableVersion table, int dimension, Random random) {
    this.table = table;
    this.metric = table.indexes().get(0).definition().metric();
    this.random = random;
    for (int f = 0; f < table.fragments().size(); f++) {
      Fragment fragment = table.fragments().get(f);
      try (FragmentReader reader = fragment.open(new int[] {1})) {
        int[] live = new int[fragment.physicalRows()];
        int count = reader.liveRows(0, live.length, live);
        float[] values = new float[Math.max(1, count) * dimension];
        reader.gatherVectors(0, live, count, values);
        for (int i = 0; i < count; i++) {
          vectors.add(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
          places.add(new int[] {f, live[i]});
        }
      }
    }
    this.normal = new float[dimension];
    float[] a = vectors.get(random.nextInt(vectors.size()));
    float[] b = vectors.get(random.nextInt(vectors.size()));
    for (int i = 0; i < dimension; i++) {
      normal[i] = a[i] - b[i] + 1e-3f * i;
    }
    double[] along = vectors.stream().mapToDouble(this::along).sorted().toArray();
    Arrays.setAll(quarters, quarter -> along[along.length * quarter / 4]);
  }

  private double along(float[] vector) {
    double sum = 0;
    for (int i = 0; i < normal.length; i++) {
      sum += vector[i] * normal[i];
    }
    return sum;
  }

  /** Searches with all kinds, each for as many queries. */
  Map<String, Score> run(List<float[]> queries, List<Situation> situations, double recall) {
    SearchEffort effort =
        SearchEffort.forRecall(table.indexes().get(0).model(), recall).orElseThrow();
    Map<String, Score> scores = new TreeMap<>();
    for (float[] query : queries) {
      float[] other = vectors.get(random.nextInt(vectors.size()));
      float[] between = query.clone();
      for (int i = 0; i < query.length; i++) {
        between[i] =
            metric.overBits()
                ? (random.nextBoolean() ? query : other)[i]
                : (query[i] + other[i]) / 2;
      }
      Asked rows = new Asked(query);
      Asked halfway = new Asked(between);
      for (Situation situation : situations) {
        scores.computeIfAbsent(situation.toString(), s -> new Score());
        (situation.between ? halfway : rows)
            .search(situation, effort, scores.get(situation.toString()));
      }
    }
    return scores;
  }

  /** A query with its distances to all rows. */
  private final class Asked {
    private final float[] query;
    private final double[] distances;
    private final boolean half;
    private final double twentieth;

    Asked(float[] query) {
      this.query = query;
      this.half = along(query) < quarters[2];
      this.distances = new double[vectors.size()];
      float[] block = new float[query.length];
      double[] one = new double[1];
      for (int i = 0; i < distances.length; i++) {
        System.arraycopy(vectors.get(i), 0, block, 0, block.length);
        RowDistances.unpacked(metric).distances(block, 1, query, one);
        distances[i] = one[0];
      }
      this.twentieth = Arrays.stream(distances).sorted().toArray()[distances.length / 20];
    }

    private boolean has(int i, Filter filter, int salt) {
      int number = (i * 0x9E3779B9 + salt) >>> 7;
      return switch (filter) {
        case NONE -> true;
        case HALF -> number % 2 == 0;
        case TENTH -> number % 10 == 0;
        case HUNDREDTH -> number % 100 == 0;
        case THOUSANDTH -> number % 1_000 == 0;
        case EARLY -> number % (places.get(i)[0] == 0 ? 5 : 100) == 0;
        case NEAR -> along(vectors.get(i)) < quarters[2] == half;
        case FAR -> along(vectors.get(i)) < quarters[2] != half;
        case FIRST -> places.get(i)[0] == 0;
        case BEYOND -> distances[i] > twentieth;
        case FARTHEST ->
            half ? along(vectors.get(i)) >= quarters[3] : along(vectors.get(i)) < quarters[1];
      };
    }

    void search(Situation situation, SearchEffort effort, Score score) {
      int salt = random.nextInt();
      int fragments = table.fragments().size();
      long[][] bits = new long[fragments][];
      int[] matches = new int[fragments];
      for (int f = 0; f < fragments; f++) {
        bits[f] = new long[(table.fragments().get(f).physicalRows() + 63) / 64];
      }
      double[] right = new double[distances.length];
      int count = 0;
      for (int i = 0; i < distances.length; i++) {
        if (has(i, situation.filter, salt)) {
          int[] place = places.get(i);
          bits[place[0]][place[1] >>> 6] |= 1L << place[1];
          matches[place[0]]++;
          right[count++] = distances[i];
        }
      }
      right = Arrays.copyOf(right, count);
      Arrays.sort(right);
      int wanted = Math.min(situation.wanted, count);
      if (wanted == 0) {
        return;
      }
      Truth truth = new Truth(right[wanted - 1], wanted);
      search(situation.wanted, effort, covering(bits, matches, (salt & 1) == 0), truth, score);
    }

    /** The rows that may be found; those of lists are counted, or estimated from some of them. */
    private List<FragmentRows> covering(long[][] bits, int[] matches, boolean counted) {
      List<FragmentRows> rows = new ArrayList<>();
      for (int f = 0; f < bits.length; f++) {
        if (matches[f] > 0) {
          FragmentReader reader = table.fragments().get(f).open(new int[] {1});
          ListMatches counts = counted ? new ListMatches() : null;
          rows.add(new FragmentRows(f, reader, 0, bits[f], matches[f], counts));
        }
      }
      return rows;
    }

    private void search(
        int limit, SearchEffort effort, List<FragmentRows> all, Truth truth, Score score) {
      VectorIndex index = table.indexes().get(0);
      List<FragmentRows> rows = new ArrayList<>();
      TopRows found = new TopRows(limit);
      for (FragmentRows own : all) {
        if (index.covers(own.fragment())) {
          rows.add(own);
        } else {
          new ExactRows(metric, query, found).compareAll(own, () -> {});
        }
      }
      boolean graphs = index.definition().method().usesGraphs();
      IndexWork work =
          IndexWork.of(
              index,
              new IndexSearch.Question(query, metric, graphs ? effort.forLimit(limit) : effort),
              rows,
              found,
              () -> {});
      all.forEach(r -> r.reader().close());
      score.complete &= found.ids().length == truth.wanted;
      score.add((double) found.within(truth.last) / truth.wanted, work.listsProbed());
    }
  }

  /**
   * The right answer; of equally far rows any will do.
   *
   * @param last the distance of the farthest
   */
  private record Truth(double last, int wanted) {}
}
