package dev.quiver.storage.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every graph, of whatever rows and however dense it is. */
class GraphPropertiesTest {
  private static final int[] NONE = {};

  private static GraphFile graph(float[][] rows, int[] members, int[] nowhere, GraphShape shape) {
    int dimension = rows[0].length;
    GraphVectors vectors =
        new GraphVectors(
            rows.length,
            dimension,
            Distances.of(Metric.L2_SQUARED),
            () ->
                (some, count, out) -> {
                  for (int i = 0; i < count; i++) {
                    System.arraycopy(rows[some[i]], 0, out, i * dimension, dimension);
                  }
                });
    BuiltGraph built = new GraphBuilder(vectors, shape, Monitor.NONE).build(members);
    MemoryFileStore store = new MemoryFileStore("memory");
    try (FileSink sink = store.create("tables/some/indexes/a.postings")) {
      built.write(sink, new UUID(1, 2), NONE, nowhere);
    }
    return GraphFile.open(store.open("tables/some/indexes/a.postings"));
  }

  /**
   * No row has more neighbours than the bound, none twice, and never itself; layers get smaller and
   * have only rows of the layer below; from the entry a walk can come to every row of layer 0.
   */
  @Property(tries = 80)
  void neighboursAndLayersAreInOrder(
      @ForAll @IntRange(min = 1, max = 600) int count,
      @ForAll @IntRange(min = 1, max = 9) int dimension,
      @ForAll @IntRange(min = 2, max = 16) int neighbours,
      @ForAll @IntRange(min = 4, max = 60) int effort,
      @ForAll @IntRange(min = 1, max = 50) int different,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        // Few different values make many rows equal.
        row[i] = different == 50 ? (float) random.nextGaussian() : random.nextInt(different);
      }
    }
    int share = 1 + random.nextInt(10);
    int[] members = IntStream.range(0, count).filter(row -> row % 11 < share).toArray();
    int[] others = IntStream.range(0, count).filter(row -> row % 11 >= share).toArray();
    GraphFile graph = graph(rows, members, others, new GraphShape(neighbours, effort));

    new GraphCheck(graph, () -> {}).run();
    assertThat(graph.fragmentRows()).isEqualTo(count);
    Set<Integer> below = new HashSet<>();
    IntStream.of(members).forEach(below::add);
    for (int layer = 0; layer < graph.layers(); layer++) {
      Set<Integer> own = new HashSet<>();
      int records = graph.records(layer);
      int[] near = new int[GraphShape.most(neighbours, layer)];
      for (int record = 0; record < records; record++) {
        int row = layer == 0 ? record : graph.row(layer, record);
        int size = graph.neighbours(layer, record, near);
        assertThat(size).isBetween(0, near.length);
        assertThat(IntStream.of(near).limit(size))
            .doesNotHaveDuplicates()
            .doesNotContain(record)
            .allMatch(neighbour -> neighbour >= 0 && neighbour < records);
        if (layer > 0 || below.contains(row)) {
          own.add(row);
        } else {
          assertThat(size).isZero();
        }
      }
      assertThat(below).containsAll(own);
      below = own;
    }
    assertThat(below).isNotEmpty();
  }
}
