package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.PlainDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors to search and queries that are not among them, as files that peers in other processes
 * read too: {@code rows.f32}, {@code queries.f32}, {@code part.i32}, {@code half.i32} and {@code
 * queryhalf.i32}.
 *
 * @param title for tables
 * @param directory of the files
 * @param rows row {@code i} is {@code rows[i]}
 * @param parts a number from 0 to 999 for each row: {@code part < p} is a random filter
 * @param halves 0 or 1 for each row, by which of two centres is nearer
 * @param queries held out
 * @param queryHalves likewise for the queries
 */
record SearchSet(
    String title,
    Path directory,
    float[][] rows,
    int[] parts,
    int[] halves,
    float[][] queries,
    int[] queryHalves) {
  static final int K = 10;
  private static final int PARTS = 1_000;

  /** So many queries are measured with a filter. */
  private static final int FILTERED_QUERIES = 400;

  private static final int ROUNDS = 8;

  /** Writes the files; the last of the vectors are the queries. */
  static void make(Path directory, float[][] vectors, int queries) throws IOException {
    int count = vectors.length - queries;
    float[][] rows = Arrays.copyOf(vectors, count);
    float[][] asked = Arrays.copyOfRange(vectors, count, vectors.length);
    float[][] centres = centres(rows);
    Vectors.write(directory.resolve("rows.f32"), rows);
    Vectors.writeInts(
        directory.resolve("part.i32"), new Random(42).ints(count, 0, PARTS).toArray());
    Vectors.writeInts(directory.resolve("half.i32"), halves(rows, centres));
    Vectors.writeInts(directory.resolve("queryhalf.i32"), halves(asked, centres));
    Path unfinished = directory.resolve("queries.part");
    Vectors.write(unfinished, asked);
    Files.move(unfinished, directory.resolve("queries.f32"));
  }

  static SearchSet read(String title, Path directory, int dimension) throws IOException {
    return new SearchSet(
        title,
        directory,
        Vectors.read(directory.resolve("rows.f32"), dimension, Integer.MAX_VALUE),
        Vectors.readInts(directory.resolve("part.i32")),
        Vectors.readInts(directory.resolve("half.i32")),
        Vectors.read(directory.resolve("queries.f32"), dimension, Integer.MAX_VALUE),
        Vectors.readInts(directory.resolve("queryhalf.i32")));
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
        .mapToInt(
            v ->
                PlainDistance.squared(v, centres[0]) <= PlainDistance.squared(v, centres[1])
                    ? 0
                    : 1)
        .toArray();
  }

  int dimension() {
    return rows[0].length;
  }

  long rawBytes() {
    return (long) rows.length * dimension() * Float.BYTES;
  }

  /** None, random ones, and half the space for queries of that half and of the other. */
  List<Filter> filters() {
    int[] all = IntStream.range(0, queries.length).toArray();
    int[] some = Arrays.copyOf(all, Math.min(FILTERED_QUERIES, all.length));
    List<Filter> filters = new ArrayList<>();
    filters.add(new Filter(Filter.Kind.NONE, Filter.ALL, "none", all));
    for (int part : new int[] {500, 100, 10, 1}) {
      String name = "random " + (part * 100.0 / PARTS) + " %";
      filters.add(new Filter(Filter.Kind.RANDOM, part, name, some));
    }
    String share =
        Math.round(IntStream.of(halves).filter(h -> h == 0).count() * 100.0 / rows.length) + " %";
    filters.add(new Filter(Filter.Kind.NEAR, 1, "near the query " + share, ofHalf(0)));
    filters.add(new Filter(Filter.Kind.FAR, 1, "far from the query " + share, ofHalf(1)));
    return filters;
  }

  private int[] ofHalf(int half) {
    return IntStream.range(0, queries.length)
        .filter(q -> queryHalves[q] == half)
        .limit(FILTERED_QUERIES)
        .toArray();
  }

  /** The values of the column that a filter compares. */
  int[] values(Filter filter) {
    return filter.column().equals("half") ? halves : parts;
  }
}
