package dev.quiver.driver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiver.driver.SoundDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process asks of the system while it reads through {@code readOnly=true}: nothing that
 * writes to the database's directory. Skipped where there is no strace, or where it may not trace.
 */
@ExtendWith(SoundDatabases.class)
class ReadOnlyCallsTest {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final Pattern WRITES =
      Pattern.compile(
          "open.*O_(WRONLY|RDWR|CREAT|TRUNC).*|"
              + "(unlink|rename|link|symlink|mkdir|rmdir|truncate|chmod|chown|utime|mknod)"
              + "[a-z0-9]*\\(.*");

  @TempDir private Path directory;

  @Test
  void itWritesNothing() throws Exception {
    List<String> reading = callsOnDatabase("?readOnly=true", "read 2", "read 0", "25006");
    assertThat(reading).isNotEmpty().noneMatch(call -> WRITES.matcher(call).matches());
  }

  @Test
  void writingWouldBeSeen() throws Exception {
    assertThat(callsOnDatabase("", "read 2", "read 0"))
        .anyMatch(call -> WRITES.matcher(call).matches());
  }

  private List<String> callsOnDatabase(String properties, String... output) throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "no strace");
    Path database = directory.resolve("db");
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
      statement.execute("INSERT INTO t VALUES (1), (2), (3)");
    }
    Path trace = directory.resolve("trace");
    Process process = start(trace, "jdbc:quiver:" + database + properties);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    assumeTrue(!said.contains("ptrace"), "strace may not trace here");
    assertThat(exit).as(said).isZero();
    assertThat(said.lines()).contains(output);
    try (var lines = Files.lines(trace)) {
      return lines
          .filter(line -> line.contains(database.toString()))
          .map(line -> line.replaceFirst("^[0-9]+ +", ""))
          .toList();
    }
  }

  private static Process start(Path trace, String url) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(STRACE.toString(), "-f", "-qq", "-e", "trace=%file"));
    command.addAll(List.of("-o", trace.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(ReadingProcess.class.getName());
    command.add(url);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
