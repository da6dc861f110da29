package dev.quiver.benchmarks.spine;

import dev.quiver.benchmarks.report.Stopwatch;
import dev.quiver.benchmarks.report.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From {@code java -cp … Main} to the first row of a filtered search, in a process of its own. */
final class StartUp {
  private static final int RUNS = 7;

  private final Path jar;
  private final Path directory;

  StartUp(Path jar, Path directory) {
    this.jar = jar;
    this.directory = directory;
  }

  void run() throws Exception {
    Path database = directory.resolve("start");
    FirstAnswer.main(new String[] {"create", database.toString()});
    Path archive = directory.resolve("start.jsa");
    answer(
        database, "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    Table table = new Table("start to first answer", "ms", "goal ms", "check");
    table.row("plain", millis(database), 1_500, answer(database));
    String shared = "-XX:SharedArchiveFile=" + archive;
    table.row("with class-data archive", millis(database, shared), 600, answer(database, shared));
    table.print("Start-up, whole process, median of " + RUNS);
  }

  private double millis(Path database, String... options) throws Exception {
    return Stopwatch.time(1, RUNS, () -> answer(database, options).length()).medianMillis();
  }

  private String answer(Path database, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), FirstAnswer.class.getName(), "ask"));
    command.add(database.toString());
    Path errors = directory.resolve("start.stderr");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean silent = process.waitFor() == 0 && Files.size(errors) == 0;
    return silent && out.strip().equals("hello world") ? "right row, stderr empty" : "WRONG";
  }

  /**
   * The product's one jar, and the jar of the benchmark itself: class-data archives take no
   * directories.
   */
  private String classPath() throws IOException {
    return jar + System.getProperty("path.separator") + FirstAnswer.jar(directory);
  }
}
