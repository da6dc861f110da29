package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** One of Quiver's index methods on disk, end to end through a PreparedStatement. */
final class QuiverPeer implements Peer {
  private static final ItemsTable ITEMS = new ItemsTable("?", vector -> vector, 20_000);

  /** Recalls asked for. */
  private static final List<String> EFFORTS =
      List.of("0.8", "0.9", "0.93", "0.95", "0.97", "0.98", "0.99", "0.995");

  private final String method;
  private final String version;

  /**
   * @param version tells this state of the product from others
   */
  QuiverPeer(String method, String version) {
    this.method = method;
    this.version = version;
  }

  @Override
  public String name() {
    return "Quiver " + method;
  }

  @Override
  public String key() {
    return "quiver-" + method + "-" + version;
  }

  private static Connection connect(Path directory) throws SQLException {
    return DriverManager.getConnection("jdbc:quiver:" + directory.resolve("db"));
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    try (Connection connection = connect(directory)) {
      ITEMS.load(connection, set);
      meter.measure(
          () ->
              ItemsTable.execute(
                  connection,
                  "CREATE INDEX items_v ON items USING " + method + " (v) WITH (metric = 'l2')"));
      // What loading left behind, in batches and before they were merged, is not the index's.
      ItemsTable.execute(connection, "VACUUM DATABASE RETAIN 1 VERSIONS");
      try (Statement statement = connection.createStatement();
          ResultSet index = statement.executeQuery("SELECT bytes, parameters FROM sys.indexes")) {
        index.next();
        double shared = bytes(directory, ".generation");
        return String.format(
            "%.1f bytes a row and %.1f for what they share; %s",
            (index.getLong(1) - shared) / set.rows().length,
            shared / set.rows().length,
            index.getString(2).replaceAll(", [01]\\.\\d+ by .*", ""));
      }
    }
  }

  /** Of all files whose names end so. */
  private static double bytes(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(f -> f.toString().endsWith(end))
          .mapToDouble(f -> f.toFile().length())
          .sum();
    }
  }

  @Override
  public Index open(SearchSet set, Path directory) throws SQLException {
    Connection connection = connect(directory);
    return new InProcess(set, EFFORTS) {
      @Override
      Search prepare(String effort, Filter filter) throws SQLException {
        ItemsTable.execute(connection, "SET target_recall = " + effort);
        String where =
            filter.keepsAll() ? "" : " WHERE " + filter.column() + " < " + filter.below();
        PreparedStatement search =
            connection.prepareStatement(
                "SELECT id, v <-> ? AS d FROM items" + where + " ORDER BY d LIMIT " + SearchSet.K);
        return new Prepared(search);
      }

      @Override
      public boolean promises() {
        return true;
      }

      @Override
      public void close() throws SQLException {
        connection.close();
      }
    };
  }

  private record Prepared(PreparedStatement statement) implements InProcess.Search {
    @Override
    public void ask(float[] query, InProcess.Found found) throws SQLException {
      statement.setObject(1, query);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getInt(1), rows.getDouble(2));
        }
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
