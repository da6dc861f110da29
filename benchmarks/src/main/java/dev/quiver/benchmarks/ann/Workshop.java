package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.Space;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds indexes, each in a process of its own, and keeps them: one that was built by the same
 * program with the same parameters is taken as it is.
 *
 * <p>A build that takes more processor time than it may is ended, which is remembered too.
 */
final class Workshop {
  private static final String UNFINISHED = ".unfinished";

  private final Options options;

  Workshop(Options options) {
    this.options = options;
  }

  Path directory(SearchSet set, Peer peer) {
    return options
        .cache()
        .resolve("indexes")
        .resolve(set.directory().getFileName())
        .resolve(peer.key());
  }

  boolean has(SearchSet set, Peer peer) {
    return Built.isIn(directory(set, peer));
  }

  Built build(DataSet data, SearchSet set, Peer peer) throws IOException, InterruptedException {
    Path directory = directory(set, peer);
    if (!Built.isIn(directory)) {
      removeOthers(directory, peer);
      Path unfinished = directory.resolveSibling(peer.key() + UNFINISHED);
      remove(unfinished);
      remove(directory);
      Files.createDirectories(unfinished);
      String failure = inProcess(data, peer);
      if (!Built.isIn(unfinished)) {
        remove(unfinished);
        Files.createDirectories(unfinished);
        Built.failed(failure).write(unfinished);
      }
      Files.move(unfinished, directory);
    }
    return Built.read(directory);
  }

  /** What earlier states of the product built. */
  private static void removeOthers(Path directory, Peer peer) throws IOException {
    Path all = directory.getParent();
    if (peer instanceof QuiverPeer && all != null && Files.isDirectory(all)) {
      String method = peer.key().substring(0, peer.key().lastIndexOf('-') + 1);
      try (Stream<Path> files = Files.list(all)) {
        for (Path other : files.toList()) {
          if (other.getFileName().toString().startsWith(method)) {
            remove(other);
          }
        }
      }
    }
  }

  /** Says why it failed, if it did. */
  private String inProcess(DataSet data, Peer peer) throws IOException, InterruptedException {
    List<String> command = options.java();
    command.addAll(List.of("--build-one", data.option(), peer.name()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
      Duration used =
          Stream.concat(Stream.of(process.toHandle()), process.descendants())
              .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
              .reduce(Duration.ZERO, Duration::plus);
      if (used.compareTo(options.buildLimit()) > 0) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return "building took more than " + options.buildLimit().toMinutes() + " CPU-minutes";
      }
    }
    return "building failed";
  }

  /** Builds within this process, the one that {@link #build} started. */
  void buildHere(SearchSet set, Peer peer) throws Exception {
    Path directory = directory(set, peer).resolveSibling(peer.key() + UNFINISHED);
    Clock clock = new Clock();
    Built built;
    try {
      String remark = peer.build(set, directory, clock);
      long bytes = Space.of(directory, file -> true).bytes();
      built = new Built(clock.seconds, clock.cpuSeconds, bytes, remark, "");
    } catch (MissingException e) {
      built = Built.failed(String.valueOf(e.getMessage()));
    }
    built.write(directory);
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static final class Clock implements Peer.Meter {
    private double seconds;
    private double cpuSeconds;

    @Override
    public void measure(Peer.Work work) throws Exception {
      var process =
          ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
      long cpu = process.getProcessCpuTime();
      long start = System.nanoTime();
      work.run();
      add((System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
    }

    @Override
    public void add(double moreSeconds, double moreCpuSeconds) {
      seconds += moreSeconds;
      cpuSeconds += moreCpuSeconds;
    }
  }
}
