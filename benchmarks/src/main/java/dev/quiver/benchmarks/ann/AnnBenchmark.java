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
  private static final int[] FILTERS = {500, 100, 10, 1};
  private static final double[] RECALLS = {0.95, 0.98};

  private final SearchSet set;
  private final Map<Integer, int[][]> truths = new LinkedHashMap<>();
  private final Map<String, List<Peer.Run>> unfiltered = new LinkedHashMap<>();
  private final Table builds = new Table("peer", "seconds", "CPU seconds", "remark");

  private AnnBenchmark(SearchSet set) {
    this.set = set;
    truths.put(SearchSet.PARTS, set.truth(SearchSet.PARTS));
    for (int filter : FILTERS) {
      truths.put(filter, set.truth(filter));
    }
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
    set.write(scratch, set.truth(SearchSet.PARTS));
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
    for (Map.Entry<Integer, int[][]> truth : truths.entrySet()) {
      int filter = truth.getKey();
      List<Peer.Run> found = peer.search(filter, truth.getValue());
      for (Peer.Run run : found) {
        runs.row(
            filter == SearchSet.PARTS ? "none" : filter * 100.0 / SearchSet.PARTS + " %",
            run.effort(),
            String.format("%.4f", run.recall()),
            run.perSecond(),
            run.least());
      }
      if (filter == SearchSet.PARTS) {
        unfiltered.put(peer.name(), found);
      }
    }
    runs.print(peer.name() + ", top 10 by L2, " + set.queries().length + " held-out queries");
  }

  private void print() {
    builds.print("Building an index over " + set.rows().length + " × " + set.dimension());
    Table best = new Table("peer", "queries/s at recall ≥ 0.95", "at ≥ 0.98");
    unfiltered.forEach((name, found) -> best.row(name, fastest(found, 0), fastest(found, 1)));
    best.print("The fastest setting that reaches a recall, no filter");
  }

  private static Object fastest(List<Peer.Run> found, int recall) {
    double fastest =
        found.stream()
            .filter(run -> run.recall() >= RECALLS[recall])
            .mapToDouble(Peer.Run::perSecond)
            .max()
            .orElse(Double.NaN);
    return Double.isNaN(fastest) ? "not reached" : (Object) fastest;
  }
}
