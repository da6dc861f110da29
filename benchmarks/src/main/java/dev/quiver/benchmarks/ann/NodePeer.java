package dev.quiver.benchmarks.ann;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A library of npm, in a process of its own that times itself: {@code benchmarks/peers/NAME.js}.
 *
 * <p>The script is given a directory as {@link SearchSet#writeRows} and {@link SearchSet#write}
 * leave it and prints lines of fields between tabs: {@code build seconds cpuSeconds remark}, then
 * {@code run effort recall perSecond least}.
 */
final class NodePeer implements Peer {
  private final String name;
  private final Path script;
  private final SearchSet set;
  private final Path directory;

  NodePeer(String name, Path script, SearchSet set, Path directory) {
    this.name = name;
    this.script = script;
    this.set = set;
    this.directory = directory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Build build() throws Exception {
    set.writeRows(directory);
    String[] line = lines("build", Filter.ALL).get(0);
    return new Build(Double.parseDouble(line[1]), Double.parseDouble(line[2]), line[3]);
  }

  @Override
  public List<Run> search(Filter filter, int[][] truth) throws Exception {
    set.write(directory, filter, truth);
    List<Run> runs = new ArrayList<>();
    for (String[] line : lines("run", filter.below())) {
      runs.add(
          new Run(
              line[1],
              Double.parseDouble(line[2]),
              Double.parseDouble(line[3]),
              Integer.parseInt(line[4])));
    }
    return runs;
  }

  private List<String[]> lines(String task, int below) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "node",
                script.toString(),
                task,
                directory.toString(),
                String.valueOf(set.dimension()),
                String.valueOf(below))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String[]> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(task + "\t")) {
          lines.add(line.split("\t", -1));
        }
      }
    }
    if (process.waitFor() != 0 || lines.isEmpty()) {
      throw new IOException(
          String.format(Locale.ROOT, "%s %s ended with %d", script, task, process.exitValue()));
    }
    return lines;
  }

  @Override
  public void close() {
    // The process has ended; its files are in the scratch directory.
  }
}
