package dev.quiver.benchmarks.ann;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An index that another process searches, which times itself: {@code benchmarks/peers/peer.js},
 * whose head describes the lines that go to and fro, or {@link SearchServer}.
 */
record ServedIndex(
    Process process, BufferedReader out, List<String> efforts, boolean filters, boolean promises)
    implements Peer.Index {
  /**
   * Waits until it is ready.
   *
   * @param promises whether its settings are recalls that are promised
   */
  static ServedIndex of(Process process, boolean promises) throws IOException {
    BufferedReader out = process.inputReader();
    try {
      String[] ready = line(out, "ready");
      return new ServedIndex(
          process, out, List.of(ready[1].split(",")), Boolean.parseBoolean(ready[2]), promises);
    } catch (IOException | RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  /** The next line that begins with a word and a tab, cut at tabs. */
  static String[] line(BufferedReader out, String word) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(word + "\t")) {
        return line.split("\t", -1);
      }
    }
    throw new IOException("it ended without a line of " + word);
  }

  @Override
  public Peer.Pass search(String effort, Filter filter, long enoughNanos) throws IOException {
    PrintStream in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    in.printf(
        "%s\t%s\t%d\t%d\t%s%n",
        effort,
        filter.keepsAll() ? "-" : filter.column(),
        filter.below(),
        enoughNanos / 1_000_000,
        IntStream.of(filter.queries()).mapToObj(String::valueOf).collect(Collectors.joining(",")));
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
    return new Peer.Pass(Long.parseLong(done[1]), ids, distances);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
