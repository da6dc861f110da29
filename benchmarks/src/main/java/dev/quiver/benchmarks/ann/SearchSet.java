package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.spine.GloveVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors to search, queries that are not among them, and the right answers by a plain loop.
 *
 * @param rows row {@code i} is {@code rows[i]}
 * @param parts a number from 0 to 999 for each row: {@code part < p} is a random filter
 * @param halves 0 or 1 for each row, by which of two of the vectors is nearer
 * @param queries held out at random
 * @param queryHalves likewise for the queries
 */
record SearchSet(float[][] rows, int[] parts, int[] halves, float[][] queries, int[] queryHalves) {
  static final int K = 10;
  private static final int PARTS = 1_000;

  /** So many queries are measured with a filter. */
  private static final int FILTERED_QUERIES = 100;

  /** Means of so many vectors near either end stand for the halves of the space. */
  private static final int ROUNDS = 8;

  /**
   * @param mostRows uses no more of the data set
   * @param queries how many
   */
  static SearchSet of(GloveVectors glove, int mostRows, int queries) {
    int[] order = IntStream.range(0, glove.size()).toArray();
    Random random = new Random(42);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    int count = Math.min(mostRows, order.length - queries);
    float[][] rows =
        IntStream.range(0, count).mapToObj(i -> glove.vector(order[i])).toArray(float[][]::new);
    float[][] asked =
        IntStream.range(count, count + queries)
            .mapToObj(i -> glove.vector(order[i]))
            .toArray(float[][]::new);
    int[] parts = random.ints(count, 0, PARTS).toArray();
    float[][] centres = centres(rows);
    return new SearchSet(rows, parts, halves(rows, centres), asked, halves(asked, centres));
  }

  /** Two-means over the first ten thousand vectors. */
  private static float[][] centres(float[][] rows) {
    float[][] some = Arrays.copyOf(rows, Math.min(10_000, rows.length));
    float[][] centres = {some[0].clone(), some[1].clone()};
    for (int round = 0; round < ROUNDS; round++) {
      int[] halves = halves(some, centres);
      float[][] sums = new float[2][some[0].length];
      int[] counts = new int[2];
      for (int r = 0; r < some.length; r++) {
        counts[halves[r]]++;
        for (int i = 0; i < some[r].length; i++) {
          sums[halves[r]][i] += some[r][i];
        }
      }
      for (int half = 0; half < 2; half++) {
        for (int i = 0; i < sums[half].length; i++) {
          centres[half][i] = sums[half][i] / Math.max(1, counts[half]);
        }
      }
    }
    return centres;
  }

  private static int[] halves(float[][] vectors, float[][] centres) {
    return Arrays.stream(vectors)
        .mapToInt(v -> squaredDistance(v, centres[0]) <= squaredDistance(v, centres[1]) ? 0 : 1)
        .toArray();
  }

  int dimension() {
    return rows[0].length;
  }

  /** None, random ones, and half the space for queries of that half and of the other. */
  List<Filter> filters() {
    int[] all = IntStream.range(0, queries.length).toArray();
    int[] some = Arrays.copyOf(all, Math.min(FILTERED_QUERIES, all.length));
    List<Filter> filters = new ArrayList<>();
    filters.add(new Filter("none", Filter.Column.PART, Filter.ALL, all));
    for (int part : new int[] {500, 100, 10, 1}) {
      String name = "random " + part * 100.0 / PARTS + " %";
      filters.add(new Filter(name, Filter.Column.PART, part, some));
    }
    String share =
        Math.round(IntStream.of(halves).filter(h -> h == 0).count() * 100.0 / rows.length) + " %";
    filters.add(new Filter("near the query " + share, Filter.Column.HALF, 1, ofHalf(0)));
    filters.add(new Filter("far from the query " + share, Filter.Column.HALF, 1, ofHalf(1)));
    return filters;
  }

  private int[] ofHalf(int half) {
    return IntStream.range(0, queries.length)
        .filter(q -> queryHalves[q] == half)
        .limit(FILTERED_QUERIES)
        .toArray();
  }

  /** The values of a column. */
  int[] values(Filter.Column column) {
    return switch (column) {
      case PART -> parts;
      case HALF -> halves;
    };
  }

  /** The nearest rows that a filter keeps for each of its queries, the nearest first. */
  int[][] truth(Filter filter) {
    int[] values = values(filter.column());
    int[] candidates =
        IntStream.range(0, rows.length).filter(i -> values[i] < filter.below()).toArray();
    return IntStream.of(filter.queries())
        .parallel()
        .mapToObj(q -> nearest(queries[q], candidates))
        .toArray(int[][]::new);
  }

  private int[] nearest(float[] query, int[] candidates) {
    int[] ids = new int[K];
    double[] distances = new double[K];
    int count = 0;
    for (int row : candidates) {
      double distance = squaredDistance(query, rows[row]);
      if (count == K && distance >= distances[K - 1]) {
        continue;
      }
      int at = count < K ? count++ : K - 1;
      for (; at > 0 && distances[at - 1] > distance; at--) {
        distances[at] = distances[at - 1];
        ids[at] = ids[at - 1];
      }
      distances[at] = distance;
      ids[at] = row;
    }
    return IntStream.of(ids).limit(count).toArray();
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Writes the rows for a peer as little-endian floats. */
  void writeRows(Path directory) throws IOException {
    Files.write(directory.resolve("rows.f32"), bytes(rows));
  }

  /** Writes a filter's queries likewise, and as ints the values it compares and its answers. */
  void write(Path directory, Filter filter, int[][] truth) throws IOException {
    float[][] asked =
        IntStream.of(filter.queries()).mapToObj(q -> queries[q]).toArray(float[][]::new);
    Files.write(directory.resolve("queries.f32"), bytes(asked));
    Files.write(directory.resolve("values.i32"), bytes(values(filter.column())));
    Files.write(
        directory.resolve("truth.i32"),
        bytes(Arrays.stream(truth).flatMapToInt(IntStream::of).toArray()));
  }

  private static byte[] bytes(float[][] vectors) {
    ByteBuffer bytes = buffer(vectors.length * vectors[0].length);
    for (float[] vector : vectors) {
      for (float value : vector) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  private static byte[] bytes(int[] values) {
    ByteBuffer bytes = buffer(values.length);
    IntStream.of(values).forEach(bytes::putInt);
    return bytes.array();
  }

  private static ByteBuffer buffer(int elements) {
    return ByteBuffer.allocate(elements * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
