package dev.quiver.benchmarks.spine;

import dev.quiver.benchmarks.report.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** Rows per second into a fresh database, beside what the disk can take of the same bytes. */
final class Loading {
  private static final int BATCH_ROWS = 20_000;
  static final String CREATE =
      "CREATE TABLE words (id INTEGER, word VARCHAR, embedding VECTOR(100))";

  private final GloveVectors glove;
  private final Path directory;
  private final Table table =
      new Table("load", "seconds", "rows/s", "MB/s", "of the disk", "check");

  Loading(GloveVectors glove, Path directory) {
    this.glove = glove;
    this.directory = directory;
  }

  /**
   * Loads by executeBatch and by COPY; leaves the database that executeBatch made and returns its
   * URL.
   */
  String run() throws IOException, SQLException {
    String batched = "jdbc:quiver:" + directory.resolve("batched");
    double batchSeconds = seconds(() -> insertBatches(batched));
    long bytes = sizeOf(directory.resolve("batched"));
    double diskBytesPerSecond = diskSpeed(bytes);
    report("executeBatch of " + BATCH_ROWS, batched, batchSeconds, bytes, diskBytesPerSecond);

    Path csv = directory.resolve("words.csv");
    glove.writeCsv(csv);
    String copied = "jdbc:quiver:" + directory.resolve("copied");
    double copySeconds = seconds(() -> copy(copied, csv));
    report(
        "COPY FROM csv",
        copied,
        copySeconds,
        sizeOf(directory.resolve("copied")),
        diskBytesPerSecond);
    table.row("raw write + fsync", "", "", diskBytesPerSecond / 1e6, 1.0, "");
    table.print("Loading " + glove.size() + " rows × " + GloveVectors.DIMENSION + " floats");
    return batched;
  }

  private void insertBatches(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO words VALUES (?, ?, ?)")) {
        for (int i = 0; i < glove.size(); i++) {
          insert.setInt(1, i);
          insert.setString(2, glove.words().get(i));
          insert.setObject(3, glove.vector(i));
          insert.addBatch();
          if ((i + 1) % BATCH_ROWS == 0) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
    }
  }

  private static void copy(String url, Path csv) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
      statement.execute("COPY words FROM '" + csv + "'");
    }
  }

  private void report(String what, String url, double seconds, long bytes, double diskSpeed)
      throws SQLException {
    long rows;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*), SUM(id) FROM words")) {
      count.next();
      long n = glove.size();
      rows = count.getLong(2) == n * (n - 1) / 2 ? count.getLong(1) : -1;
    }
    double speed = bytes / seconds;
    table.row(
        what,
        seconds,
        glove.size() / seconds,
        speed / 1e6,
        speed / diskSpeed,
        rows == glove.size() ? "all rows there" : "WRONG");
  }

  /** Bytes per second of writing that many bytes to one file and forcing it. */
  private double diskSpeed(long bytes) throws IOException {
    Path file = directory.resolve("raw");
    ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    long start = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long written = 0; written < bytes; ) {
        block.clear();
        written += channel.write(block);
      }
      channel.force(true);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(file);
    return bytes / seconds;
  }

  private static long sizeOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(p -> p.toFile().length()).sum();
    }
  }

  @FunctionalInterface
  private interface Load {
    void run() throws SQLException;
  }

  private static double seconds(Load load) throws SQLException {
    long start = System.nanoTime();
    load.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
