package dev.quiver.benchmarks.spine;

import dev.quiver.benchmarks.report.Stopwatch;
import dev.quiver.benchmarks.report.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Exact top ten through a PreparedStatement, with and without filters, beside {@link PlainLoop}.
 */
final class ExactSearch {
  private static final int K = 10;
  private static final int WARM_UP = 20;
  private static final int RUNS = 40;

  private record Filter(String name, String sql, IntPredicate predicate) {}

  private static final List<Filter> FILTERS =
      List.of(
          new Filter("none", "", id -> true),
          new Filter("50 %", "WHERE MOD(id, 2) = 0", id -> id % 2 == 0),
          new Filter("10 %", "WHERE MOD(id, 10) = 3", id -> id % 10 == 3),
          new Filter("1 %", "WHERE MOD(id, 100) = 7", id -> id % 100 == 7),
          new Filter("first 1,000 ids", "WHERE id < 1000", id -> id < 1000));

  private final GloveVectors glove;
  private int next;

  ExactSearch(GloveVectors glove) {
    this.glove = glove;
  }

  void run(String url) throws Exception {
    Table table = new Table("filter", "Quiver ms", "plain loop ms", "loop / Quiver", "same ids");
    try (Connection connection = DriverManager.getConnection(url)) {
      for (Filter filter : FILTERS) {
        String sql = "SELECT id FROM words " + filter.sql + " ORDER BY embedding <-> ? LIMIT " + K;
        try (PreparedStatement search = connection.prepareStatement(sql)) {
          double ours =
              Stopwatch.time(WARM_UP, RUNS, () -> search(search, query())[0]).medianMillis();
          double loop =
              Stopwatch.time(WARM_UP, RUNS, () -> plain(query(), filter)[0]).medianMillis();
          table.row(filter.name, ours, loop, loop / ours, agreement(search, filter));
        }
      }
    }
    table.print("Exact top 10 of " + glove.size() + " (L2), median of " + RUNS);
  }

  private float[] query() {
    next = (next + 7_919) % glove.size();
    return glove.vector(next);
  }

  private int[] plain(float[] query, Filter filter) {
    return PlainLoop.nearest(glove.values(), query, K, filter.predicate);
  }

  private String agreement(PreparedStatement search, Filter filter) throws SQLException {
    int same = 0;
    int all = 20;
    for (int i = 0; i < all; i++) {
      float[] query = query();
      if (Arrays.equals(search(search, query), plain(query, filter))) {
        same++;
      }
    }
    return same + " of " + all;
  }

  private static int[] search(PreparedStatement search, float[] query) throws SQLException {
    search.setObject(1, query);
    int[] ids = new int[K];
    int count = 0;
    try (ResultSet rows = search.executeQuery()) {
      while (rows.next()) {
        ids[count++] = rows.getInt(1);
      }
    }
    return Arrays.copyOf(ids, count);
  }
}
