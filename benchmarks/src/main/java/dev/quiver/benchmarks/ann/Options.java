package dev.quiver.benchmarks.ann;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the benchmark is asked for.
 *
 * @param arguments as given: the words' JSON file, the cache's directory, that of the peers'
 *     scripts, a name for this state of the product, then options
 */
record Options(List<String> arguments) {
  private static final int FIXED = 4;

  static Options of(String[] arguments) {
    return new Options(List.of(arguments));
  }

  Path glove() {
    return Path.of(arguments.get(0));
  }

  Path cache() {
    return Path.of(arguments.get(1));
  }

  Path scripts() {
    return Path.of(arguments.get(2));
  }

  String version() {
    return arguments.get(3);
  }

  /** This benchmark in a process of its own, with the same arguments. */
  List<String> java(String... flags) {
    List<String> command =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(AnnBenchmark.class.getName());
    command.addAll(arguments);
    return command;
  }

  boolean has(String option) {
    return arguments.indexOf(option) >= FIXED;
  }

  @Nullable String after(String option, int place) {
    int at = arguments.indexOf(option);
    return at < FIXED ? null : arguments.get(at + place);
  }

  boolean quick() {
    return has("--quick");
  }

  /** Whether all peers may take part, rather than the two that a quick run has time for. */
  boolean all() {
    return !quick() || has("--only");
  }

  List<DataSet> sets() {
    String chosen = after("--sets", 1);
    if (chosen != null) {
      return Arrays.stream(chosen.split(",")).map(DataSet::named).toList();
    }
    return quick() ? List.of(DataSet.GLOVE) : List.of(DataSet.values());
  }

  /**
   * Whether a peer takes part: parts of names may be chosen; all of Quiver's methods do unless one
   * of them is.
   */
  boolean wants(Peer peer) {
    String chosen = after("--only", 1);
    if (chosen == null || peer instanceof QuiverPeer && !chosen.contains(Peers.QUIVER)) {
      return true;
    }
    return Arrays.stream(chosen.split(",")).anyMatch(peer.name()::contains);
  }

  /** Processor time that building one index may take. */
  Duration buildLimit() {
    String minutes = after("--build-minutes", 1);
    return Duration.ofMinutes(minutes == null ? (quick() ? 2 : 40) : Long.parseLong(minutes));
  }
}
