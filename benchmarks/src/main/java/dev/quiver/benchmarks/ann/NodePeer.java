package dev.quiver.benchmarks.ann;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    Process process = start("build", set, directory);
    try (BufferedReader out = process.inputReader()) {
      String[] line = ServedIndex.line(out, "build");
      meter.add(Double.parseDouble(line[1]), Double.parseDouble(line[2]));
      return line[3];
    } finally {
      process.waitFor();
    }
  }

  @Override
  public Index open(SearchSet set, Path directory) throws IOException, MissingException {
    return ServedIndex.of(start("serve", set, directory), false);
  }
}
