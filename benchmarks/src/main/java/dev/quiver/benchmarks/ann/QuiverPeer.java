package dev.quiver.benchmarks.ann;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Quiver's IVF_RQ on disk, end to end through a PreparedStatement. */
final class QuiverPeer implements Peer {
  private static final int BATCH = 100_000;

  private final SearchSet set;
  private final Connection connection;

  QuiverPeer(SearchSet set, Path directory) throws SQLException {
    this.set = set;
    this.connection = DriverManager.getConnection("jdbc:quiver:" + directory.resolve("quiver"));
  }

  @Override
  public String name() {
    return "Quiver IVF_RQ";
  }

  @Override
  public Build build() throws Exception {
    load();
    Build built =
        Runs.built(
            () ->
                execute(
                    "CREATE INDEX words_vec ON words USING IVF_RQ (embedding)"
                        + " WITH (metric = 'l2')"));
    try (Statement statement = connection.createStatement();
        ResultSet index = statement.executeQuery("SELECT bytes, parameters FROM sys.indexes")) {
      index.next();
      return new Build(
          built.seconds(),
          built.cpuSeconds(),
          String.format(
              "%.1f bytes a row beyond the vectors; %s",
              (double) index.getLong(1) / set.rows().length, index.getString(2)));
    }
  }

  private void load() throws SQLException {
    execute(
        "CREATE TABLE words (id INTEGER, part INTEGER, half INTEGER, embedding VECTOR("
            + set.dimension()
            + "))");
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO words VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < set.rows().length; i++) {
        insert.setInt(1, i);
        insert.setInt(2, set.parts()[i]);
        insert.setInt(3, set.halves()[i]);
        insert.setObject(4, set.rows()[i]);
        insert.addBatch();
        if (i % BATCH == BATCH - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** The efforts are recalls asked for. */
  @Override
  public List<Run> search(Filter filter, int[][] truth) throws Exception {
    String where =
        filter.keepsAll() ? "" : " WHERE " + filter.column().sqlName() + " < " + filter.below();
    List<Run> runs = new ArrayList<>();
    for (String target : List.of("0.8", "0.9", "0.95", "0.98", "0.99")) {
      execute("SET target_recall = " + target);
      try (PreparedStatement search =
          connection.prepareStatement(
              "SELECT id FROM words" + where + " ORDER BY embedding <-> ? LIMIT " + SearchSet.K)) {
        runs.add(
            Runs.of("recall " + target, filter, truth, query -> ids(search, set.queries()[query])));
      }
    }
    return runs;
  }

  private static int[] ids(PreparedStatement search, float[] query) throws SQLException {
    search.setObject(1, query);
    int[] ids = new int[SearchSet.K];
    int count = 0;
    try (ResultSet found = search.executeQuery()) {
      while (found.next()) {
        ids[count++] = found.getInt(1);
      }
    }
    return Arrays.copyOf(ids, count);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
