package dev.quiver.benchmarks.larger;

import dev.quiver.benchmarks.report.PlainDistance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Queries and their right answers, found while rows pass by once.
 *
 * @param queries vectors
 * @param ids for each bound of {@link #BOUNDS} and each query the nearest rows whose part is below
 *     it, the nearest first
 */
record Questions(float[][] queries, int[][][] ids, float[][][] distances) {
  static final int K = 10;

  /** Of parts, which are from 0 to 999: all rows, a half, a tenth, a hundredth, a thousandth. */
  static final List<Integer> BOUNDS = List.of(1_000, 500, 100, 10, 1);

  static Questions of(float[][] queries) {
    int[][][] ids = new int[BOUNDS.size()][queries.length][K];
    float[][][] distances = new float[BOUNDS.size()][queries.length][K];
    for (int b = 0; b < ids.length; b++) {
      for (int q = 0; q < queries.length; q++) {
        Arrays.fill(ids[b][q], -1);
        Arrays.fill(distances[b][q], Float.POSITIVE_INFINITY);
      }
    }
    return new Questions(queries, ids, distances);
  }

  /** Takes rows into account, by both processors. */
  void meet(int first, float[][] rows, int[] parts) {
    IntStream.range(0, queries.length)
        .parallel()
        .forEach(
            q -> {
              for (int i = 0; i < rows.length; i++) {
                float distance = (float) PlainDistance.squared(queries[q], rows[i]);
                for (int b = 0; b < BOUNDS.size() && parts[i] < BOUNDS.get(b); b++) {
                  insert(ids[b][q], distances[b][q], first + i, distance);
                }
              }
            });
  }

  private static void insert(int[] ids, float[] distances, int id, float distance) {
    int at = K - 1;
    if (distance >= distances[at]) {
      return;
    }
    for (; at > 0 && distances[at - 1] > distance; at--) {
      distances[at] = distances[at - 1];
      ids[at] = ids[at - 1];
    }
    distances[at] = distance;
    ids[at] = id;
  }

  /** How many of the nearest rows are among those given. */
  int hits(int bound, int query, List<Integer> given) {
    return (int)
        IntStream.of(ids[bound][query]).filter(id -> id >= 0 && given.contains(id)).count();
  }

  /** How many there are. */
  int wanted(int bound, int query) {
    return (int) IntStream.of(ids[bound][query]).filter(id -> id >= 0).count();
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(queries.length);
      out.writeInt(queries[0].length);
      for (float[] query : queries) {
        for (float value : query) {
          out.writeFloat(value);
        }
      }
      for (int[][] bound : ids) {
        for (int[] query : bound) {
          for (int id : query) {
            out.writeInt(id);
          }
        }
      }
    }
  }

  static Questions read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
      float[][] queries = new float[in.readInt()][in.readInt()];
      for (float[] query : queries) {
        for (int i = 0; i < query.length; i++) {
          query[i] = in.readFloat();
        }
      }
      Questions questions = of(queries);
      for (int[][] bound : questions.ids) {
        for (int[] query : bound) {
          for (int i = 0; i < K; i++) {
            query[i] = in.readInt();
          }
        }
      }
      return questions;
    }
  }
}
