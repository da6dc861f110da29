package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A process of a small heap that says what it does, line by line, and is killed once it has said
 * nothing for too long: {@code at …} before it begins with something, {@code bad …} of what went
 * wrong, {@code done …} of what is over.
 */
final class WatchedProcess {
  static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  /** A process may be silent for so long until it has begun. */
  private static final int START_SECONDS = 120;

  private static final String HEAP = "-Xmx96m";

  /** What a process said before it ended, and whether it was made to. */
  record Run(List<String> bad, List<String> done, String last, boolean hung) {}

  private final Class<?> main;
  private final List<String> args;
  private String classPath = CLASS_PATH;

  private boolean isTold;

  WatchedProcess(Class<?> main, List<String> args) {
    this.main = main;
    this.args = args;
  }

  /** With other classes in the place of some. */
  WatchedProcess with(Path classes) {
    classPath = classes + File.pathSeparator + classPath;
    return this;
  }

  /** Tells what is done as it is done. */
  WatchedProcess telling(boolean isTold) {
    this.isTold = isTold;
    return this;
  }

  /** Runs it to its end; fails if it dies before it has done all. */
  Run run(int silentSeconds) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp", classPath, main.getName()));
    command.addAll(args);
    Path errors = Files.createTempFile("stderr", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      Run run = listen(process, silentSeconds);
      boolean ended = !run.hung && process.waitFor() == 0 && run.last.startsWith("done");
      assertThat(run.hung || ended)
          .as("it died " + run.last + ": " + Files.readString(errors))
          .isTrue();
      return run;
    } finally {
      process.destroyForcibly().waitFor();
      Files.delete(errors);
    }
  }

  private Run listen(Process process, int seconds) throws IOException {
    List<String> bad = new ArrayList<>();
    List<String> done = new ArrayList<>();
    String last = "before the first";
    boolean[] hung = {false};
    ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
    watch.setRemoveOnCancelPolicy(true);
    Runnable kill =
        () -> {
          hung[0] = true;
          process.toHandle().destroyForcibly();
        };
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int start = Math.max(seconds, START_SECONDS);
      var deadline = watch.schedule(kill, start, TimeUnit.SECONDS);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        deadline.cancel(false);
        deadline = watch.schedule(kill, seconds, TimeUnit.SECONDS);
        if (line.startsWith("bad ")) {
          bad.add(line);
          tell(line);
          continue;
        }
        last = line;
        if (line.startsWith("done ")) {
          done.add(line);
          tell(line);
        }
      }
    } finally {
      watch.shutdownNow();
    }
    return new Run(bad, done, last, hung[0]);
  }

  private void tell(String line) {
    if (isTold) {
      System.out.println(line);
    }
  }

  /** A line for the process that listens. */
  static void say(String line) {
    System.out.println(line.replace('\n', ' '));
    System.out.flush();
  }
}
