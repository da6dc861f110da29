package dev.quiver.storage.kill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The class path of short-lived processes, with an archive of the classes that they load: half of
 * what it takes to start one. Made once for a run of tests; where it cannot be made, processes
 * start more slowly.
 *
 * <p>The archive takes classes from jars alone, so directories are packed into some.
 */
final class ClassArchive {
  /** With them the JVM is small, quick to start, and prints nothing of its own. */
  private static final List<String> SMALL =
      List.of(
          "-Xmx128m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xlog:disable");

  private static final int COMMITS = 4;
  private static final List<String> COMMAND = make();

  private ClassArchive() {}

  /** {@code java} and its options. */
  static List<String> java() {
    return COMMAND;
  }

  private static List<String> make() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try {
      Path directory = Files.createTempDirectory("classes");
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> org.assertj.core.util.Files.delete(directory.toFile())));
      String jars = packed(classPath, directory);
      Path archive = directory.resolve("archive.jsa");
      List<String> plain = command(classPath, List.of());
      if (isMade(directory, command(jars, List.of("-XX:ArchiveClassesAtExit=" + archive)))
          && Files.exists(archive)) {
        return command(jars, List.of("-XX:SharedArchiveFile=" + archive));
      }
      return plain;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> command(String classPath, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath));
    return List.copyOf(command);
  }

  private static String packed(String classPath, Path directory) {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        String packed = directory.resolve(jars.size() + ".jar").toString();
        jar.run(
            System.out,
            System.err,
            "--create",
            "--no-compress",
            "--file",
            packed,
            "-C",
            entry,
            ".");
        jars.add(packed);
      } else {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /** Whether a process of a few commits came to its end. */
  private static boolean isMade(Path directory, List<String> java)
      throws IOException, InterruptedException {
    Path database = directory.resolve("db");
    CommitHammer.create(database);
    List<String> command = new ArrayList<>(java);
    command.addAll(CommitHammer.arguments(database, "a", CommitHammer.Fault.NONE, COMMITS));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
