package dev.quiver.benchmarks.ann;

import io.github.jbellis.jvector.disk.SimpleMappedReader;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** JVector's graph with full vectors, walked on disk; it builds with all processors. */
final class JvectorPeer implements Peer {
  private static final int M = 16;
  private static final int BEAM = 100;
  private static final VectorSimilarityFunction L2 = VectorSimilarityFunction.EUCLIDEAN;

  /** Candidates that are kept. */
  private static final List<String> EFFORTS =
      List.of("10", "20", "40", "60", "80", "120", "160", "200", "280", "400", "600");

  /** Looked for when it is needed: on JDK 19 and older that prints a warning. */
  private static final class Types {
    static final VectorTypeSupport SUPPORT =
        VectorizationProvider.getInstance().getVectorTypeSupport();
  }

  @Override
  public String name() {
    return "JVector";
  }

  @Override
  public String key() {
    return "jvector-m" + M + "-beam" + BEAM;
  }

  private static RandomAccessVectorValues values(SearchSet set) {
    List<VectorFloat<?>> values =
        Arrays.<float[]>stream(set.rows())
            .<VectorFloat<?>>map(Types.SUPPORT::createFloatVector)
            .toList();
    return new ListRandomAccessVectorValues(values, set.dimension());
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    RandomAccessVectorValues values = values(set);
    meter.measure(
        () -> {
          try (GraphIndexBuilder builder = new GraphIndexBuilder(values, L2, M, BEAM, 1.2f, 1.2f)) {
            OnDiskGraphIndex.write(builder.build(values), values, directory.resolve("graph"));
          }
        });
    return "m " + M + ", beam " + BEAM + ", overflow and alpha 1.2";
  }

  @Override
  public Index open(SearchSet set, Path directory) throws IOException {
    SimpleMappedReader.Supplier file = new SimpleMappedReader.Supplier(directory.resolve("graph"));
    OnDiskGraphIndex graph = OnDiskGraphIndex.load(file);
    GraphSearcher searcher = new GraphSearcher(graph);
    OnDiskGraphIndex.View view = (OnDiskGraphIndex.View) searcher.getView();
    return new InProcess(set, EFFORTS) {
      @Override
      Search prepare(String effort, Filter filter) {
        int[] values = set.values(filter);
        Bits where = filter.keepsAll() ? Bits.ALL : row -> values[row] < filter.below();
        return (query, found) -> {
          SearchScoreProvider scores =
              SearchScoreProvider.exact(Types.SUPPORT.createFloatVector(query), L2, view);
          SearchResult result =
              searcher.search(scores, SearchSet.K, Integer.parseInt(effort), 0.0f, 0.0f, where);
          for (SearchResult.NodeScore node : result.getNodes()) {
            found.add(node.node, Math.sqrt(Math.max(0, 1.0 / node.score - 1)));
          }
        };
      }

      @Override
      public void close() throws IOException {
        searcher.close();
        graph.close();
        file.close();
      }
    };
  }
}
