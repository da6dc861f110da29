package dev.quiver.driver.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link CrowdProcess} as the test sees it. */
final class StartedProcess {
  private static final String PROGRESS = "reads ";

  private final Process process;
  private final Thread listening;
  private final List<String> complaints = new ArrayList<>();
  private volatile String progress = "";

  StartedProcess(String url, String name, Fault fault) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrowdProcess.class.getName(),
                url,
                name,
                fault.name())
            .redirectErrorStream(true)
            .start();
    listening = new Thread(this::listen);
    listening.start();
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(PROGRESS)) {
          progress = line;
        } else {
          synchronized (complaints) {
            complaints.add(line);
          }
        }
      }
    } catch (IOException e) {
      synchronized (complaints) {
        complaints.add(e.toString());
      }
    }
  }

  /** How often something happened in it. */
  long count(String what) {
    List<String> words = Arrays.asList(progress.split(" "));
    int at = words.indexOf(what);
    return at < 0 ? 0 : Long.parseLong(words.get(at + 1));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it said besides how far it is: nothing, if all is well. */
  String complaints() {
    synchronized (complaints) {
      return String.join("\n", complaints);
    }
  }

  /** Sends it a signal. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  void askToEnd() throws IOException {
    if (process.isAlive()) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
  }

  /** Waits for its end; its exit value. */
  int await(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      kill();
      return -1;
    }
    listening.join();
    return process.exitValue();
  }

  void kill() {
    process.destroyForcibly();
  }
}
