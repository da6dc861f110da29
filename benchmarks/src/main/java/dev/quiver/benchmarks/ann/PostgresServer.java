package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server on this machine's loopback alone, over a directory of its own; run by the
 * user {@code postgres} where this one is root, which PostgreSQL refuses.
 */
final class PostgresServer implements AutoCloseable {
  private static final String USER = "postgres";

  private final Path data;
  private final int port;

  private PostgresServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** A directory by that name that the server's user may reach. */
  static Path place(String name) {
    return Path.of("/var/tmp/quiver-benchmarks-pgvector", name);
  }

  /** A new server with pgvector, in place of what the directory held. */
  static PostgresServer create(Path data)
      throws IOException, InterruptedException, MissingException {
    Path control = Path.of(said("pg_config", "--sharedir"), "extension", "vector.control");
    if (!Files.exists(control)) {
      throw new MissingException("PostgreSQL here has no extension vector: no " + control);
    }
    Files.createDirectories(data.getParent() == null ? data : data.getParent());
    run(List.of("rm", "-rf", data.toString()));
    run(List.of("mkdir", data.toString()));
    if (isRoot()) {
      run(List.of("chown", USER, data.toString()));
    }
    run(asUser("initdb", "-A", "trust", "-U", USER, "-D", data.toString()));
    return start(data);
  }

  static PostgresServer start(Path data)
      throws IOException, InterruptedException, MissingException {
    if (!Files.exists(data)) {
      throw new MissingException("its server's directory is gone: " + data);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String settings =
        "-p %d -h 127.0.0.1 -k %s -c shared_buffers=1GB -c fsync=off".formatted(port, data);
    run(
        asUser(
            "pg_ctl", "-D", data.toString(), "-o", settings, "-l", data + "/log", "-w", "start"));
    return new PostgresServer(data, port);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, "");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static List<String> asUser(String program, String... arguments)
      throws IOException, InterruptedException, MissingException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(said("pg_config", "--bindir") + "/" + program);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String said(String... command)
      throws IOException, InterruptedException, MissingException {
    try {
      Process process = new ProcessBuilder(command).directory(Path.of("/").toFile()).start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      process.waitFor();
      return said.strip();
    } catch (IOException e) {
      throw new MissingException("PostgreSQL is not installed: " + e.getMessage());
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      run(asUser("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop"));
    } catch (MissingException e) {
      throw new IOException(e);
    }
  }
}
