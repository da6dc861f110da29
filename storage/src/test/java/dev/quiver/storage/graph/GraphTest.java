package dev.quiver.storage.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.format.FileSummary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every graph, as it is made and as it is read; and that a check tells if not. */
class GraphTest {
  private static final UUID MODEL = new UUID(1, 2);
  private static final int[] NONE = {};

  private final MemoryFileStore store = new MemoryFileStore("memory");

  /** How rows lie; each is hard on a graph in its own way. */
  private enum Shape {
    RANDOM,
    EQUAL,
    FEW_POINTS,
    LINE,
    FAR_CLUSTERS;

    float[] vector(int row, int dimension, Random random) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] =
            switch (this) {
              case RANDOM -> (float) random.nextGaussian();
              case EQUAL -> 1;
              case FEW_POINTS -> row % 5 + i;
              case LINE -> i == 0 ? row : 0;
              case FAR_CLUSTERS -> row / 300 * 1e4f + (float) random.nextGaussian();
            };
      }
      return vector;
    }
  }

  private static GraphVectors vectors(float[][] rows) {
    int dimension = rows[0].length;
    return new GraphVectors(
        rows.length,
        dimension,
        Distances.of(Metric.L2_SQUARED),
        () ->
            (some, count, out) -> {
              for (int i = 0; i < count; i++) {
                System.arraycopy(rows[some[i]], 0, out, i * dimension, dimension);
              }
            });
  }

  private static float[][] rows(Shape shape, int count, int dimension) {
    Random random = new Random(count);
    float[][] rows = new float[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = shape.vector(row, dimension, random);
    }
    return rows;
  }

  private GraphFile written(BuiltGraph graph, int[] outside, int[] nowhere) {
    String path = "tables/some/indexes/" + UUID.randomUUID() + ".postings";
    try (FileSink sink = store.create(path)) {
      FileSummary summary = graph.write(sink, MODEL, outside, nowhere);
      GraphFile file = GraphFile.open(store.open(path));
      assertThat(file)
          .returns(summary.length(), GraphFile::length)
          .returns(summary.checksum(), GraphFile::checksum)
          .returns(MODEL, GraphFile::generation);
      return file;
    }
  }

  private GraphFile made(float[][] rows, GraphShape shape) {
    int[] members = IntStream.range(0, rows.length).filter(row -> row % 10 != 3).toArray();
    int[] others = IntStream.range(0, rows.length).filter(row -> row % 10 == 3).toArray();
    int half = others.length / 2;
    return written(
        new GraphBuilder(vectors(rows), shape, Monitor.NONE).build(members),
        Arrays.copyOf(others, half),
        Arrays.copyOfRange(others, half, others.length));
  }

  /** The check looks at degrees, ranges, layers, and that every row can be walked to. */
  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyRowCanBeWalkedTo(Shape shape) {
    for (int count : new int[] {1, 2, 40, 1_500}) {
      for (int neighbours : new int[] {2, 5, 16}) {
        GraphFile graph = made(rows(shape, count, 3), new GraphShape(neighbours, 30));
        new GraphCheck(graph, () -> {}).run();
        assertThat(graph.records(0)).isEqualTo(count);
        int[] near = new int[2 * neighbours];
        for (int row = 3; row < count; row += 10) {
          assertThat(graph.neighbours(0, row, near)).isZero();
        }
      }
    }
  }

  @Test
  void theSameGraphIsMadeEveryTime() {
    float[][] rows = rows(Shape.RANDOM, 2_000, 6);
    GraphShape shape = new GraphShape(8, 40);
    assertThat(made(rows, shape).checksum()).isEqualTo(made(rows, shape).checksum());
  }

  /** A search of a graph, collecting everything that is offered. */
  private static final class Search implements GraphWalk.Rows {
    private final float[][] vectors;
    private final float[] query;
    private final Set<Integer> allowed;
    private final int wanted;
    private final Set<Integer> offered = new HashSet<>();
    private double[] nearest = new double[0];

    Search(float[][] vectors, float[] query, Set<Integer> allowed, int wanted) {
      this.vectors = vectors;
      this.query = query;
      this.allowed = allowed;
      this.wanted = wanted;
    }

    @Override
    public int matches() {
      return allowed.size();
    }

    @Override
    public boolean has(int row) {
      return allowed.contains(row);
    }

    @Override
    public void distances(int[] some, int count, double[] out) {
      for (int i = 0; i < count; i++) {
        out[i] =
            some[i] % 10 == 8 // These have none.
                ? Double.NaN
                : Distances.of(Metric.L2).distance(vectors[some[i]], 0, query, 0, query.length);
      }
    }

    @Override
    public void offer(int row, double distance) {
      assertThat(offered.add(row)).as("row %d offered before", row).isTrue();
      assertThat(allowed).contains(row);
      nearest = Arrays.copyOf(nearest, nearest.length + 1);
      nearest[nearest.length - 1] = distance;
      Arrays.sort(nearest);
      nearest = Arrays.copyOf(nearest, Math.min(wanted, nearest.length));
    }

    @Override
    public double limit(double farthest) {
      return nearest.length < wanted ? Double.POSITIVE_INFINITY : nearest[wanted - 1];
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void asManyRowsAreFoundAsAreWantedHoweverFewMayBe(Shape shape) {
    Random random = new Random(1);
    float[][] rows = rows(shape, 3_000, 4);
    GraphFile graph = made(rows, new GraphShape(8, 40));
    for (int share : new int[] {1, 2, 7, 50, 1_000, 3_000}) {
      for (int wanted : new int[] {1, 10, 400}) {
        Set<Integer> allowed = new HashSet<>();
        for (int row = 0; row < rows.length; row++) {
          // Half of the filters agree with where rows lie.
          boolean agrees = wanted == 10 ? row < rows.length / share : random.nextInt(share) == 0;
          if (agrees && row % 10 != 8) {
            allowed.add(row);
          }
        }
        // Rows 13, 33 … of those left out have no distance.
        allowed.removeIf(row -> row % 10 == 3 && row >= rows.length / 2);
        Search search = new Search(rows, rows[random.nextInt(rows.length)], allowed, wanted);
        GraphWalk walk = new GraphWalk(graph, search, 20, () -> {});
        walk.run();
        assertThat(search.nearest).hasSize(Math.min(wanted, allowed.size()));
        assertThat(walk.computed()).isLessThan(2L * Math.max(2_000, allowed.size()) + 1_000);
      }
    }
  }

  @Test
  void aFlippedByteIsAnErrorThatNamesTheFileAndNeverAnAnswer() {
    float[][] rows = rows(Shape.RANDOM, 300, 2);
    GraphFile right = made(rows, new GraphShape(3, 10));
    String path = store.list("tables/some/indexes").get(0);
    byte[] content = Objects.requireNonNull(store.readIfPresent("tables/some/indexes/" + path));
    for (int at = 0; at < content.length; at++) {
      byte[] damaged = content.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> new GraphCheck(opened(damaged), () -> {}).run())
          .as("byte %d of %d", at, right.length())
          .isInstanceOfSatisfying(
              QuiverException.class,
              e -> assertThat(e.code()).isIn(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT))
          .hasMessageContaining("memory/damaged");
    }
    for (int length = 0; length < content.length; length += 11) {
      byte[] cut = Arrays.copyOf(content, length);
      assertThatThrownBy(() -> opened(cut)).hasMessageContaining("memory/damaged");
    }
  }

  private GraphFile opened(byte[] content) {
    store.delete("damaged");
    store.createIfAbsent("damaged", content);
    return GraphFile.open(store.open("damaged"));
  }

  /** A file with right checksums of five rows, of which 4 has no distance. */
  private GraphFile five(Consumer<Layers> fault, int[] nowhere) {
    Layers layers = new Layers(5, 2);
    for (int row = 0; row < 4; row++) {
      layers.add(row, row == 2 ? 1 : 0);
      layers.set(row, 0, new int[] {(row + 1) % 4}, 1);
    }
    layers.enterAt(2);
    fault.accept(layers);
    return written(new BuiltGraph(layers, Monitor.NONE), NONE, nowhere);
  }

  private void assertWrong(Consumer<Layers> fault, int[] nowhere, String how) {
    assertThatThrownBy(() -> new GraphCheck(five(fault, nowhere), () -> {}).run())
        .isInstanceOf(QuiverException.class)
        .hasMessageEndingWith("is damaged: " + how);
  }

  @Test
  void aCheckTellsWhatIsNoGraph() {
    new GraphCheck(five(layers -> {}, new int[] {4}), () -> {}).run();
    assertWrong(layers -> {}, NONE, "row 4 cannot be reached");
    assertWrong(layers -> {}, new int[] {3, 4}, "row 3 is there twice");
    assertWrong(layers -> {}, new int[] {4, 4}, "row 4 is there twice");
    assertWrong(layers -> {}, new int[] {4, 5}, "it names row 5 of 5");
    assertWrong(
        layers -> layers.set(3, 0, new int[] {2}, 1), new int[] {4}, "row 0 cannot be reached");
    assertWrong(layers -> layers.set(1, 0, new int[] {7}, 1), new int[] {4}, "it has neighbour 7");
    assertWrong(
        layers -> layers.set(1, 0, new int[] {-1}, 1), new int[] {4}, "it has neighbour -1");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 2_000})
  void walksEndThoughAFileLies(int count) {
    // Every neighbour is a row there is, but none means anything.
    Random random = new Random(count);
    Layers layers = new Layers(count, 4);
    for (int row = 0; row < count; row++) {
      layers.add(row, row % 3);
      for (int layer = 0; layer <= row % 3; layer++) {
        int own = layer;
        int[] any = random.ints(3, 0, count).map(r -> r - Math.floorMod(r, 3) + own).toArray();
        any = Arrays.stream(any).map(r -> Math.min(r, (count - 3) / 3 * 3 + own)).toArray();
        layers.set(row, layer, any, 3);
      }
    }
    layers.enterAt(2);
    GraphFile graph = written(new BuiltGraph(layers, Monitor.NONE), NONE, NONE);
    float[][] rows = rows(Shape.RANDOM, count, 3);
    Set<Integer> all = new HashSet<>();
    IntStream.range(0, count).filter(row -> row % 10 != 8).forEach(all::add);
    Search search = new Search(rows, rows[0], all, count);
    new GraphWalk(graph, search, 10, () -> {}).run();
    assertThat(search.offered).isEqualTo(all);
  }
}
