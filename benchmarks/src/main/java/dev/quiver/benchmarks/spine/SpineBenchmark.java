package dev.quiver.benchmarks.spine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the tables of docs/performance.md that need no index: {@code benchmarks/run spine}.
 *
 * <p>Arguments: the data set's JSON file, the product's jar, a scratch directory that is emptied
 * first.
 */
public final class SpineBenchmark {
  private SpineBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path json = Path.of(arguments[0]);
    Path jar = Path.of(arguments[1]);
    Path scratch = emptied(Path.of(arguments[2]));
    System.out.printf(
        "JDK %s, %s, %d processors%n",
        System.getProperty("java.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
    String only = arguments.length == 5 && arguments[3].equals("--only") ? arguments[4] : "all";
    switch (only) {
      case "start" -> new StartUp(jar, scratch).run();
      case "overhead" -> new Overhead().run("jdbc:quiver:" + scratch.resolve("overhead"));
      case "all" -> all(json, jar, scratch);
      default -> throw new IllegalArgumentException("--only start | overhead, not " + only);
    }
  }

  private static void all(Path json, Path jar, Path scratch) throws Exception {
    new StartUp(jar, scratch).run();
    GloveVectors glove = GloveVectors.read(json);
    String url = new Loading(glove, scratch).run();
    new ExactSearch(glove).run(url);
    new Overhead().run(url);
  }

  private static Path emptied(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory);
  }
}
