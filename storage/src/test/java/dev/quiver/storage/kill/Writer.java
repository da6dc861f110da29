package dev.quiver.storage.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link CommitHammer} in a process of its own, and what it prints.
 *
 * @param database the directory it writes to; its standard error goes beside that
 * @param life its name
 * @param commits after how many it ends by itself
 * @param before what stands before {@code java} on the command line
 */
record Writer(
    Path database, String life, CommitHammer.Fault fault, int commits, List<String> before) {
  private Process start() throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(ClassArchive.java());
    command.addAll(CommitHammer.arguments(database, life, fault, commits));
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  private Path errors() {
    return database.resolveSibling(life + ".stderr");
  }

  String standardError() throws IOException {
    return Files.readString(errors());
  }

  /**
   * Takes down what it says until it ends, or kills it with SIGKILL so many nanoseconds after it
   * said so many lines.
   *
   * @return its exit status
   */
  int live(Acknowledged acknowledged, int lines, long nanos)
      throws IOException, InterruptedException {
    Process process = start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int said = 0;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        acknowledged.said(life, line);
        if (++said == lines) {
          LockSupport.parkNanos(nanos);
          // Not through Process, which would close the pipe with what is still in it.
          process.toHandle().destroyForcibly();
        }
      }
      process.waitFor(); // What traces it lives a little longer than its output.
    } finally {
      process.destroyForcibly().waitFor();
    }
    acknowledged.ended(life);
    return process.exitValue();
  }
}
