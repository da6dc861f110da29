package dev.quiver.storage.kill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiver.storage.kill.CommitHammer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writers of a few commits, each on a database of its own, whose calls strace counts and meddles
 * with. A test that has one live is skipped where there is no strace, or where it may not trace.
 */
final class TracedWriter {
  /** By which a process changes the disk. */
  static final List<String> CALLS =
      List.of("write", "pwrite64", "fsync", "fdatasync", "link", "rename", "unlink", "mkdir");

  private static final Path STRACE = Path.of("/usr/bin/strace");

  /** Enough for one round of maintenance, with a commit before and after. */
  private static final int COMMITS = 4;

  private static final Pattern CALL = Pattern.compile("^([0-9]+) +([a-z0-9]+)\\(");

  private final Path directory;
  private final Fault fault;

  TracedWriter(Path directory, Fault fault) {
    this.directory = directory;
    this.fault = fault;
  }

  /** A call of one thread, counted from 1, as strace counts them. */
  record Call(String name, int number) {
    @Override
    public String toString() {
      return name + " " + number;
    }
  }

  /**
   * What became of a process.
   *
   * @param database the directory it wrote to
   */
  record Life(Path database, Acknowledged reports, int exit, String standardError) {}

  /** Skips the test where nothing can be traced. */
  void assumeTraceable() throws IOException, InterruptedException {
    live("none", "-o", "/dev/null", "-e", "trace=link");
  }

  /** Those that a process makes with which nobody meddles. */
  List<Call> calls() throws IOException, InterruptedException {
    Path trace = directory.resolve("trace");
    live("all", "-o", trace.toString(), "-e", "trace=" + String.join(",", CALLS));
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> most = new TreeMap<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher call = CALL.matcher(line);
      if (call.find()) {
        most.merge(call.group(2), counts.merge(call.group(), 1, Integer::sum), Math::max);
      }
    }
    List<Call> calls = new ArrayList<>();
    most.forEach(
        (name, number) ->
            IntStream.rangeClosed(1, number).forEach(i -> calls.add(new Call(name, i))));
    return calls;
  }

  /**
   * A life in which a call does not happen.
   *
   * @param instead what does, as strace is told
   * @param when which of them: a number, and a plus sign if all later ones too
   */
  Life liveWithout(String call, String instead, String when)
      throws IOException, InterruptedException {
    return live(
        (call + when.replace("+", "on") + instead).replaceAll("[^A-Za-z0-9]", ""),
        "-o",
        "/dev/null",
        "-e",
        "trace=" + call,
        "-e",
        "inject=" + call + ":" + instead + ":when=" + when);
  }

  private Life live(String place, String... options) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(STRACE), "no strace");
    Path database = directory.resolve(place + "/db");
    CommitHammer.create(database);
    Acknowledged reports = new Acknowledged(database);
    List<String> command = new ArrayList<>(List.of(STRACE.toString(), "-f", "-qq"));
    command.addAll(List.of(options));
    Writer writer = new Writer(database, "w", fault, COMMITS, command);
    int exit = writer.live(reports, -1, 0);
    String errors = writer.standardError();
    assumeTrue(!errors.contains("ptrace"), "strace may not trace here");
    return new Life(database, reports, exit, errors);
  }
}
