package dev.quiver.sqltests.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small database with a file of every kind, and all that can be asked of it. What takes long to
 * check belongs to a small table, so that every byte can be damaged.
 */
final class SampleDatabase {
  /** As many as a fragment needs for a key file. */
  static final int ROWS = 1_030;

  /** As many as a manifest needs to spill some of its fragments into groups. */
  private static final int COMMITS = 66;

  /** Of the table whose graph is damaged. */
  private static final int FEW = 100;

  private static final String E = "'[0.5,-0.25,0.1,0.9]'";

  private static final List<Question> QUESTIONS =
      List.of(
          Question.of("scan docs", "SELECT * FROM docs"),
          Question.of("scan types", "SELECT * FROM types"),
          Question.of("scan many", "SELECT * FROM many"),
          Question.of("scan few", "SELECT * FROM few"),
          Question.of("key", "SELECT id, name, f FROM docs WHERE id = 700"),
          Question.of("taken key", "INSERT INTO docs (id) VALUES (701)"),
          Question.of("ivf_rq", "SELECT id FROM docs ORDER BY e <-> " + E + " LIMIT 5"),
          Question.of("hnsw", "SELECT id FROM few ORDER BY e <=> " + E + " LIMIT 5"),
          Question.of("ivf_pq", "SELECT id FROM docs ORDER BY e <#> " + E + " LIMIT 5"),
          Question.of("ivf_flat", "SELECT id FROM docs ORDER BY f <-> '[0.1]' LIMIT 5"),
          Question.of("by number", "SELECT * FROM docs AS OF VERSION 3"),
          Question.of("by tag", "SELECT id, name FROM docs AS OF TAG 'old'"),
          Question.of("versions", "SELECT * FROM sys.versions"),
          Question.of("indexes", "SELECT * FROM sys.indexes"),
          Question.of("check docs", "CHECK TABLE docs"),
          Question.of("check types", "CHECK TABLE types"),
          Question.of("check many", "CHECK TABLE many"),
          Question.of("check few", "CHECK TABLE few"),
          Question.of("check", "CHECK DATABASE"));

  private SampleDatabase() {}

  static List<Question> questions() {
    return QUESTIONS;
  }

  static String url(Path directory) {
    return "jdbc:quiver:" + directory + "?autoCompact=false";
  }

  static void make(Path directory) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(directory));
        Statement statement = connection.createStatement()) {
      makeDocs(connection, statement);
      makeMany(statement);
      statement.execute("CREATE TAG 'old'");
      statement.execute("INSERT INTO docs (id, name) VALUES (2000, 'later')");
      statement.execute("VACUUM DATABASE RETAIN 1 VERSIONS");
      makeTypes(statement);
      makeFew(connection, statement);
      makeIndexes(statement);
      statement.execute("DELETE FROM docs WHERE id BETWEEN 100 AND 120");
      statement.execute("INSERT INTO docs (id, name, e) VALUES (2001, 'last', '[1,0,0,0]')");
    }
  }

  private static void makeDocs(Connection connection, Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE docs (id BIGINT PRIMARY KEY, name VARCHAR, e VECTOR(4), f VECTOR(1))");
    connection.setAutoCommit(false);
    Random random = new Random(7);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO docs VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setLong(1, i);
        insert.setString(2, i % 9 == 0 ? null : "n" + i);
        insert.setObject(3, vector(random, 4));
        insert.setObject(4, vector(random, 1));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = random.nextFloat() * 2 - 1;
    }
    return vector;
  }

  private static void makeMany(Statement statement) throws SQLException {
    statement.execute("CREATE TABLE many (id INTEGER)");
    for (int i = 0; i < COMMITS; i++) {
      statement.execute("INSERT INTO many VALUES (" + i + ")");
    }
  }

  /** A column of each type, in a table whose fragments were merged. */
  private static void makeTypes(Statement statement) throws SQLException {
    statement.execute("CREATE TABLE types (" + Seeds.COLUMNS + ")");
    for (int i = 0; i < 2; i++) {
      statement.execute("INSERT INTO types VALUES (" + Seeds.values(i) + ")");
    }
    statement.execute("INSERT INTO types (id) VALUES (NULL)");
    statement.execute("OPTIMIZE TABLE types");
  }

  private static void makeFew(Connection connection, Statement statement) throws SQLException {
    statement.execute("CREATE TABLE few (id INTEGER, e VECTOR(4))");
    Random random = new Random(8);
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO few VALUES (?, ?)")) {
      for (int i = 0; i < FEW; i++) {
        insert.setInt(1, i);
        insert.setObject(2, vector(random, 4));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void makeIndexes(Statement statement) throws SQLException {
    statement.execute("CREATE INDEX rq ON docs USING IVF_RQ (e) WITH (metric = 'l2')");
    statement.execute("CREATE INDEX graph ON few USING HNSW (e) WITH (metric = 'cosine', m = 2)");
    statement.execute(
        "CREATE INDEX pq ON docs USING IVF_PQ (e)"
            + " WITH (metric = 'dot', num_sub_vectors = 2, num_bits = 4)");
    statement.execute("CREATE INDEX flat ON docs USING IVF_FLAT (f) WITH (metric = 'l2')");
  }

  /** Its files, below it and in order; not those that only say who uses it. */
  static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.startsWith("tmp/"))
          .sorted()
          .toList();
    }
  }

  /** What a file is: its directory, and what comes after its name. */
  static String kind(String file) {
    String[] parts = file.split("/");
    String directory = parts[0].equals("tables") ? parts[2] : parts[0];
    String name = parts[parts.length - 1];
    int dot = name.lastIndexOf('.');
    return parts.length == 1 || dot < 0 ? directory : directory + "/*" + name.substring(dot);
  }
}
