package dev.quiver.benchmarks.ann;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A library of npm, in a process of its own that times itself: {@code benchmarks/peers/peer.js},
 * whose head describes the lines that go to and fro.
 */
final class NodePeer implements Peer {
  private final String name;
  private final String library;
  private final String variant;
  private final Path scripts;
  private final Path installed;

  /**
   * @param variant of the library, empty where there is one
   * @param scripts benchmarks/peers
   * @param npm directory of the installed libraries
   */
  NodePeer(String name, String library, String variant, Path scripts, Path npm) {
    this.name = name;
    this.library = library;
    this.variant = variant;
    this.scripts = scripts;
    this.installed = npm.resolve(library);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String key() {
    return library + (variant.isEmpty() ? "" : "-" + variant);
  }

  private Process start(String task, SearchSet set, Path directory)
      throws IOException, MissingException {
    if (!Files.isDirectory(installed.resolve("node_modules"))) {
      throw new MissingException("npm could not install it");
    }
    return new ProcessBuilder(
            "node",
            scripts.resolve("peer.js").toAbsolutePath().toString(),
            library,
            variant,
            task,
            set.directory().toAbsolutePath().toString(),
            directory.toAbsolutePath().toString(),
            String.valueOf(set.dimension()))
        .directory(installed.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The next line that begins with a word and a tab, cut at tabs. */
  private static String[] line(BufferedReader out, String word) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(word + "\t")) {
        return line.split("\t", -1);
      }
    }
    throw new IOException("it ended without a line of " + word);
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    Process process = start("build", set, directory);
    try (BufferedReader out = process.inputReader()) {
      String[] line = line(out, "build");
      meter.add(Double.parseDouble(line[1]), Double.parseDouble(line[2]));
      return line[3];
    } finally {
      process.waitFor();
    }
  }

  @Override
  public Index open(SearchSet set, Path directory) throws IOException, MissingException {
    Process process = start("serve", set, directory);
    BufferedReader out = process.inputReader();
    String[] ready = line(out, "ready");
    return new Served(process, out, List.of(ready[1].split(",")), Boolean.parseBoolean(ready[2]));
  }

  private record Served(Process process, BufferedReader out, List<String> efforts, boolean filters)
      implements Index {
    @Override
    public Pass search(String effort, Filter filter, long enoughNanos) throws IOException {
      PrintStream in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
      in.printf(
          "%s\t%s\t%d\t%d\t%s%n",
          effort,
          filter.keepsAll() ? "-" : filter.column(),
          filter.below(),
          enoughNanos / 1_000_000,
          IntStream.of(filter.queries())
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(",")));
      String[] done = line(out, "done");
      List<int[]> ids = new ArrayList<>();
      List<float[]> distances = new ArrayList<>();
      for (String query : done[2].split(";", -1)) {
        String[] pairs = query.isEmpty() ? new String[0] : query.split(",");
        ids.add(
            Arrays.stream(pairs)
                .mapToInt(pair -> Integer.parseInt(pair.substring(0, pair.indexOf(':'))))
                .toArray());
        float[] given = new float[pairs.length];
        for (int i = 0; i < given.length; i++) {
          given[i] = Float.parseFloat(pairs[i].substring(pairs[i].indexOf(':') + 1));
        }
        distances.add(given);
      }
      return new Pass(Long.parseLong(done[1]), ids, distances);
    }

    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      process.destroy();
    }
  }
}
