package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.spine.GloveVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is searched: real vectors of words and of sentences, and mixtures drawn from a seed. */
enum DataSet {
  GLOVE("GloVe", 340_479, 100),
  MINILM("MiniLM", 100_000, 384),
  MIXTURE_128("mixture", 1_000_000, 128),
  MIXTURE_768("mixture", 200_000, 768);

  static final int QUERIES = 1_000;
  private static final int QUICK_ROWS = 50_000;
  private static final int FEWEST_ROWS = 10_000;

  private final String kind;
  private final int rows;
  private final int dimension;

  DataSet(String kind, int rows, int dimension) {
    this.kind = kind;
    this.rows = rows;
    this.dimension = dimension;
  }

  String option() {
    return this == GLOVE || this == MINILM
        ? kind.toLowerCase(java.util.Locale.ROOT)
        : kind + dimension;
  }

  /**
   * The set as files below a directory, made when they are not there.
   *
   * @param glove the JSON file of the words
   * @throws MissingException without the embeddings, which a command of its own makes
   */
  SearchSet open(Path cache, Path glove, boolean quick) throws IOException, MissingException {
    int most = quick ? Math.min(QUICK_ROWS, rows) : rows;
    if (this == MINILM) {
      Path file = cache.resolve("sets/minilm.f32");
      long there = Files.exists(file) ? Files.size(file) / dimension / Float.BYTES - QUERIES : 0;
      if (there < FEWEST_ROWS) {
        throw new MissingException("no embeddings yet: benchmarks/run embeddings makes them");
      }
      most = (int) Math.min(most, there / FEWEST_ROWS * FEWEST_ROWS);
    }
    Path directory = cache.resolve("sets/" + option() + "-" + most);
    if (!Files.exists(directory.resolve("queries.f32"))) {
      Files.createDirectories(directory);
      SearchSet.make(directory, vectors(most, cache, glove), QUERIES);
    }
    return SearchSet.read(title(most), directory, dimension);
  }

  private String title(int most) {
    return String.format("%s, %,d × %d", kind, most, dimension);
  }

  /** In an order of chance; the last ones will be the queries. */
  private float[][] vectors(int most, Path cache, Path glove) throws IOException {
    return switch (this) {
      case GLOVE -> words(GloveVectors.read(glove), most);
      case MINILM -> Vectors.read(cache.resolve("sets/minilm.f32"), dimension, most + QUERIES);
      case MIXTURE_128 -> new Mixture(dimension, 1_000, 24, 20, 2).next(most + QUERIES);
      case MIXTURE_768 -> new Mixture(dimension, 600, 32, 24, 3).next(most + QUERIES);
    };
  }

  private static float[][] words(GloveVectors glove, int most) {
    List<Integer> order =
        new ArrayList<>(Stream.iterate(0, i -> i + 1).limit(glove.size()).toList());
    Collections.shuffle(order, new Random(42));
    int count = Math.min(most + QUERIES, glove.size());
    return order.subList(0, count).stream().map(glove::vector).toArray(float[][]::new);
  }

  static DataSet named(String option) {
    return Arrays.stream(values())
        .filter(set -> set.option().equals(option))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data set " + option));
  }
}
