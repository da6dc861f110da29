package dev.quiver.sqltests.damage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** Valid files of every format and type, before they are damaged. */
final class Seeds {
  private static final Path OF_OTHERS = Path.of("src/test/resources/seeds");
  private static final Path OF_RUST = Path.of("../parquet/src/test/resources/dev/quiver/parquet");
  private static final int ARROW_MAGIC_BYTES = 8;
  private static final int ARROW_TAIL_BYTES = 10;

  static final String COLUMNS =
      "id BIGINT, flag BOOLEAN, t TINYINT, s SMALLINT, i INTEGER, r REAL, d DOUBLE,"
          + " n DECIMAL(12, 3), v VARCHAR(40), bytes VARBINARY(20), image BLOB, born DATE,"
          + " wake TIME, made TIMESTAMP(6), seen TIMESTAMP WITH LOCAL TIME ZONE, u UUID, doc JSON,"
          + " e VECTOR(3), bits VECTOR(8, BIT), tags INTEGER ARRAY";

  private Seeds() {}

  /** The seed of a name, its ending that of the format. */
  static Path make(Path directory, String name) throws IOException, SQLException {
    return switch (name) {
      case "quiver.csv", "quiver.jsonl" -> copied(directory, name);
      case "quiver.arrow" -> columnFile(directory, name);
      case "arrow-java.arrows" -> streamOf(OF_OTHERS.resolve("arrow-java.arrow"), directory, name);
      case "arrow-rs-zstd.parquet", "arrow-rs-lz4.parquet" -> OF_RUST.resolve(name);
      default -> OF_OTHERS.resolve(name);
    };
  }

  /** A row of {@link #COLUMNS}. */
  static String values(int row) {
    return row
        + ", TRUE, 1, -2, 3, 1.5, -2.5e10, 123.456, 'hello \"quoted\", "
        + row
        + "', X'0506', X'070809', DATE '2026-01-02', TIME '03:04:05',"
        + " TIMESTAMP '2026-01-02 03:04:05.123456', TIMESTAMP '2026-01-02 03:04:05',"
        + " '123e4567-e89b-12d3-a456-426614174000', '{\"a\":[1]}', '[0.1,0.2,0.3]',"
        + " '[1,0,1,0,1,0,1,0]', ARRAY[1, 2, 3]";
  }

  private static void fill(Statement statement) throws SQLException {
    statement.execute("CREATE TABLE t (" + COLUMNS + ")");
    for (int row = 0; row < 9; row++) {
      statement.execute("INSERT INTO t VALUES (" + values(row) + ")");
    }
    statement.execute("INSERT INTO t (id) VALUES (NULL)");
  }

  private static Path copied(Path directory, String name) throws SQLException {
    Path file = directory.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:mem:seed");
        Statement statement = connection.createStatement()) {
      fill(statement);
      statement.execute("COPY t TO '" + file + "'");
    }
    return file;
  }

  /** A table's own column file, which is an Arrow file as any other. */
  private static Path columnFile(Path directory, String name) throws IOException, SQLException {
    Path database = directory.resolve("seed");
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:" + database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      fill(statement);
      connection.commit();
    }
    try (Stream<Path> files = Files.walk(database)) {
      Path largest =
          files
              .filter(file -> file.toString().endsWith(".arrow"))
              .max(Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
      return Files.copy(largest, directory.resolve(name));
    }
  }

  /** An Arrow file is a stream between a magic and a footer. */
  private static Path streamOf(Path file, Path directory, String name) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int footer =
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(all.length - ARROW_TAIL_BYTES);
    byte[] stream =
        Arrays.copyOfRange(all, ARROW_MAGIC_BYTES, all.length - ARROW_TAIL_BYTES - footer);
    return Files.write(directory.resolve(name), stream);
  }
}
