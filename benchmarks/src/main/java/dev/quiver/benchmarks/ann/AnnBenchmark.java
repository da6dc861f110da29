package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.Table;
import dev.quiver.benchmarks.spine.GloveVectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Vector search through an index over the GloVe vectors beside other libraries, one thread each:
 * {@code benchmarks/run ann}.
 *
 * <p>Arguments: the data set's JSON file, a scratch directory that is emptied first, the directory
 * of the peers' scripts, then maybe {@code --quick} for a smaller set and {@code --only NAME} for
 * one peer beside Quiver.
 */
public final class AnnBenchmark {
  private static final double[] RECALLS = {0.95, 0.98, 0.99};

  private final SearchSet set;
  private final Map<Filter, int[][]> truths = new LinkedHashMap<>();
  private final Map<String, Map<Filter, List<Peer.Run>>> found = new LinkedHashMap<>();
  private final Table builds = new Table("peer", "seconds", "CPU seconds", "remark");

  private AnnBenchmark(SearchSet set) {
    this.set = set;
    set.filters().forEach(filter -> truths.put(filter, set.truth(filter)));
  }

  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments).subList(3, arguments.length);
    boolean quick = options.contains("--quick");
    int only = options.indexOf("--only");
    Path scratch = emptied(Path.of(arguments[1]));
    SearchSet set =
        SearchSet.of(
            GloveVectors.read(Path.of(arguments[0])),
            quick ? 50_000 : Integer.MAX_VALUE,
            quick ? 200 : 400);
    AnnBenchmark benchmark = new AnnBenchmark(set);
    List<Peer> peers = new ArrayList<>();
    peers.add(new QuiverPeer(set, scratch));
    peers.add(new LucenePeer(set, scratch));
    peers.add(new NodePeer("hnswlib", Path.of(arguments[2], "hnswlib.js"), set, scratch));
    if (only >= 0) {
      peers.removeIf(
          peer -> !(peer instanceof QuiverPeer) && !peer.name().contains(options.get(only + 1)));
    }
    for (Peer peer : peers) {
      try (peer) {
        benchmark.measure(peer);
      }
    }
    benchmark.print();
  }

  private static Path emptied(Path directory) throws Exception {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory);
  }

  private void measure(Peer peer) throws Exception {
    Peer.Build build = peer.build();
    Table runs = new Table("filter", "effort", "recall@10", "queries/s", "least rows given");
    builds.row(peer.name(), build.seconds(), build.cpuSeconds(), build.remark());
    Map<Filter, List<Peer.Run>> own = new LinkedHashMap<>();
    for (Map.Entry<Filter, int[][]> truth : truths.entrySet()) {
      Filter filter = truth.getKey();
      List<Peer.Run> searches = peer.search(filter, truth.getValue());
      for (Peer.Run run : searches) {
        runs.row(
            filter.name(),
            run.effort(),
            String.format("%.4f", run.recall()),
            run.perSecond(),
            run.least());
      }
      own.put(filter, searches);
    }
    found.put(peer.name(), own);
    runs.print(peer.name() + ", top 10 by L2, " + set.queries().length + " held-out queries");
  }

  private void print() {
    builds.print("Building an index over " + set.rows().length + " × " + set.dimension());
    List<String> titles = new ArrayList<>(List.of("filter", "recall at least"));
    titles.addAll(found.keySet());
    Table best = new Table(titles.toArray(String[]::new));
    for (Filter filter : truths.keySet()) {
      for (double recall : RECALLS) {
        List<Object> row = new ArrayList<>(List.of(filter.name(), recall));
        found
            .values()
            .forEach(peer -> row.add(fastest(peer.getOrDefault(filter, List.of()), recall)));
        best.row(row.toArray());
      }
    }
    best.print("Queries/s of the fastest setting that reaches a recall");
  }

  private static Object fastest(List<Peer.Run> runs, double recall) {
    double fastest =
        runs.stream()
            .filter(run -> run.recall() >= recall)
            .mapToDouble(Peer.Run::perSecond)
            .max()
            .orElse(Double.NaN);
    return Double.isNaN(fastest) ? "not reached" : (Object) fastest;
  }
}
