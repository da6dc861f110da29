package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * pgvector's HNSW in a PostgreSQL server of its own, through JDBC, where both are installed.
 *
 * <p>Its backend's processor time is what building takes: it builds without helpers.
 */
final class PgvectorPeer implements Peer {
  private static final int M = 16;
  private static final int CANDIDATES = 200;
  private static final ItemsTable ITEMS = new ItemsTable("?::vector", Arrays::toString, 1_000);

  /** Candidates of a search (hnsw.ef_search). */
  private static final List<String> EFFORTS =
      List.of("10", "20", "40", "60", "80", "120", "160", "200", "280", "400", "600");

  @Override
  public String name() {
    return "pgvector HNSW";
  }

  @Override
  public String key() {
    return "pgvector-m" + M + "-ef" + CANDIDATES;
  }

  @Override
  public String build(SearchSet set, Path directory, Meter meter) throws Exception {
    Path data = PostgresServer.place(set.directory().getFileName() + "-" + key());
    Files.writeString(directory.resolve("place"), data.toString());
    try (PostgresServer server = PostgresServer.create(data);
        Connection connection = server.connect()) {
      ItemsTable.execute(connection, "CREATE EXTENSION vector");
      ITEMS.load(connection, set);
      ItemsTable.execute(connection, "SET maintenance_work_mem = '2GB'");
      ItemsTable.execute(connection, "SET max_parallel_maintenance_workers = 0");
      long start = System.nanoTime();
      double cpu = cpuSeconds(connection);
      ItemsTable.execute(
          connection,
          String.format(
              "CREATE INDEX ON items USING hnsw (v vector_l2_ops)"
                  + " WITH (m = %d, ef_construction = %d)",
              M, CANDIDATES));
      meter.add((System.nanoTime() - start) / 1e9, cpuSeconds(connection) - cpu);
      ItemsTable.execute(connection, "CREATE INDEX ON items (part)");
      ItemsTable.execute(connection, "VACUUM ANALYZE items");
      return String.format(
          "%s; m %d, ef_construction %d; %d bytes a row",
          text(connection, "SELECT extversion FROM pg_extension WHERE extname = 'vector'"),
          M,
          CANDIDATES,
          Long.parseLong(text(connection, "SELECT pg_relation_size('items_v_idx')"))
              / set.rows().length);
    }
  }

  private static double cpuSeconds(Connection connection) throws SQLException {
    long backend = Long.parseLong(text(connection, "SELECT pg_backend_pid()"));
    return ProcessHandle.of(backend)
            .flatMap(process -> process.info().totalCpuDuration())
            .orElse(Duration.ZERO)
            .toNanos()
        / 1e9;
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public Index open(SearchSet set, Path directory)
      throws SQLException, IOException, InterruptedException, MissingException {
    Path data = Path.of(Files.readString(directory.resolve("place")));
    PostgresServer server = PostgresServer.start(data);
    Connection connection;
    try {
      connection = server.connect();
    } catch (SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
    return new InProcess(set, EFFORTS) {
      @Override
      Search prepare(String effort, Filter filter) throws SQLException {
        ItemsTable.execute(connection, "SET hnsw.ef_search = " + effort);
        ItemsTable.execute(connection, "SET hnsw.iterative_scan = strict_order");
        String where =
            filter.keepsAll() ? "" : " WHERE " + filter.column() + " < " + filter.below();
        return new Asked(
            connection.prepareStatement(
                "SELECT id, v <-> ?::vector AS d FROM items"
                    + where
                    + " ORDER BY d LIMIT "
                    + SearchSet.K));
      }

      @Override
      public void close() throws SQLException, IOException, InterruptedException {
        try (PostgresServer ended = server) {
          connection.close();
        }
      }
    };
  }

  private record Asked(PreparedStatement statement) implements InProcess.Search {
    @Override
    public void ask(float[] query, InProcess.Found found) throws SQLException {
      statement.setString(1, Arrays.toString(query));
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
