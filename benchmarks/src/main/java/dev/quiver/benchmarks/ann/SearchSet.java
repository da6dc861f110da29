package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.spine.GloveVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors to search, queries that are not among them, and the right answers by a plain loop.
 *
 * @param rows row {@code i} is {@code rows[i]}
 * @param parts a number from 0 to 999 for each row: {@code part < p} is a random filter
 * @param queries held out at random
 */
record SearchSet(float[][] rows, int[] parts, float[][] queries) {
  static final int K = 10;
  static final int PARTS = 1_000;

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
    int rows = Math.min(mostRows, order.length - queries);
    return new SearchSet(
        IntStream.range(0, rows).mapToObj(i -> glove.vector(order[i])).toArray(float[][]::new),
        random.ints(rows, 0, PARTS).toArray(),
        IntStream.range(rows, rows + queries)
            .mapToObj(i -> glove.vector(order[i]))
            .toArray(float[][]::new));
  }

  int dimension() {
    return rows[0].length;
  }

  /** The nearest rows of each query, the nearest first, among those with a part below a bound. */
  int[][] truth(int partsBelow) {
    int[] candidates = IntStream.range(0, rows.length).filter(i -> parts[i] < partsBelow).toArray();
    return IntStream.range(0, queries.length)
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

  /** Writes rows and queries as little-endian floats, parts and answers as ints, for a peer. */
  void write(Path directory, int[][] truth) throws IOException {
    Files.write(directory.resolve("rows.f32"), bytes(rows));
    Files.write(directory.resolve("queries.f32"), bytes(queries));
    Files.write(directory.resolve("parts.i32"), bytes(parts));
    Files.write(
        directory.resolve("truth.i32"),
        bytes(IntStream.range(0, truth.length).flatMap(q -> IntStream.of(truth[q])).toArray()));
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
