package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vector search through indexes beside other libraries, one thread each: {@code benchmarks/run
 * ann}. {@link Options} has the arguments.
 *
 * <p>Indexes are built one after the other, each in a process of its own, and kept; then, set by
 * set, all peers are searched by turns in this one.
 */
public final class AnnBenchmark {
  private final Options options;
  private final Workshop workshop;
  private final Promises promises = new Promises();
  private final Goals goals = new Goals();

  private AnnBenchmark(Options options) {
    this.options = options;
    this.workshop = new Workshop(options);
  }

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    AnnBenchmark benchmark = new AnnBenchmark(options);
    String data = options.after("--build-one", 1);
    if (data != null) {
      benchmark.buildOne(DataSet.named(data), String.valueOf(options.after("--build-one", 2)));
      return;
    }
    data = options.after("--serve-one", 1);
    if (data != null) {
      benchmark.serveOne(DataSet.named(data), String.valueOf(options.after("--serve-one", 2)));
      return;
    }
    Files.createDirectories(options.cache());
    try (FileChannel file =
            FileChannel.open(
                options.cache().resolve("ann.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        throw new IllegalStateException("another run uses " + options.cache());
      }
      benchmark.runAll();
    }
  }

  private void runAll() throws Exception {
    for (DataSet set : options.sets()) {
      run(set);
    }
    if (!options.has("--build")) {
      promises.print();
      goals.add(promises);
      goals.print();
    }
  }

  private void buildOne(DataSet data, String name) throws Exception {
    SearchSet set = set(data);
    workshop.buildHere(set, peer(data, name));
  }

  private void serveOne(DataSet data, String name) throws Exception {
    SearchSet set = set(data);
    Peer peer = peer(data, name);
    try (Peer.Index index = peer.open(set, workshop.directory(set, peer))) {
      new SearchServer(index).serve();
    }
  }

  private SearchSet set(DataSet data) throws Exception {
    return data.open(options.cache(), options.glove(), options.quick());
  }

  private Peer peer(DataSet data, String name) {
    return Peers.of(data, options).stream()
        .filter(peer -> peer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void run(DataSet data) throws Exception {
    SearchSet set;
    try {
      progress("%s: opening, or making it", data.option());
      set = set(data);
    } catch (MissingException e) {
      System.out.printf("%n%s: not run: %s%n", data.option(), e.getMessage());
      return;
    }
    Report report = new Report(set);
    List<Peer> peers = Peers.of(data, options);
    for (Peer peer : peers) {
      boolean before = workshop.has(set, peer);
      progress("%s: %s %s", set.title(), before ? "has the index of" : "building by", peer.name());
      report.built(peer.name(), workshop.build(data, set, peer), before);
    }
    report.printBuilds();
    if (!options.has("--build")) {
      search(set, peers, report);
      report.printBest();
      promises.add(report);
      goals.add(report, data == DataSet.GLOVE);
    }
  }

  private void search(SearchSet set, List<Peer> peers, Report report) throws Exception {
    progress("%s: right answers", set.title());
    Truth truth = Truth.of(set);
    Map<String, Peer.Index> opened = new LinkedHashMap<>();
    try {
      for (Peer peer : peers) {
        if (report.isBuilt(peer.name())) {
          open(set, peer, report, opened);
        }
      }
      Contest contest = new Contest(set, truth, opened, options.quick());
      for (Filter filter : set.filters()) {
        progress("%s: searching, filter %s", set.title(), filter.name());
        report.searched(filter, contest.run(filter));
        report.printRuns(filter);
      }
    } finally {
      for (Peer.Index index : new ArrayList<>(opened.values())) {
        index.close();
      }
    }
  }

  /** A peer that does not open is left out; Quiver's failures are ours. */
  private void open(SearchSet set, Peer peer, Report report, Map<String, Peer.Index> opened)
      throws Exception {
    try {
      opened.put(peer.name(), peer.open(set, workshop.directory(set, peer)));
    } catch (IOException | MissingException e) {
      System.out.printf("%n%s: not run: %s%n", peer.name(), e.getMessage());
      report.built(peer.name(), Built.failed(String.valueOf(e.getMessage())), false);
    }
  }

  private static void progress(String format, Object... values) {
    System.err.printf("%tT ", System.currentTimeMillis());
    System.err.printf(format + "%n", values);
  }
}
