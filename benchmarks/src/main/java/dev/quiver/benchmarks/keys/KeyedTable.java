package dev.quiver.benchmarks.keys;

import dev.quiver.planner.Engine;
import dev.quiver.planner.PreparedSql;
import dev.quiver.planner.Result;
import dev.quiver.planner.Session;
import dev.quiver.planner.SessionOptions;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.LocalFileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of random keys in a database of its own, with key files or without. For one thread. */
final class KeyedTable implements AutoCloseable {
  private final Engine engine;
  private final Session session;

  KeyedTable(Path directory, boolean keyFiles) {
    OpenOptions options =
        OpenOptions.DEFAULT.withKeyFileRows(
            keyFiles ? OpenOptions.KEY_FILE_ROWS : Integer.MAX_VALUE);
    this.engine = Engine.open(new LocalFileStore(directory), options);
    this.session =
        engine.session(new SessionOptions(TableName.DEFAULT_SCHEMA, false, null, "benchmark"));
  }

  /** The key of a number: others for others, in no order. */
  static long key(long number) {
    long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    return z ^ (z >>> 27);
  }

  void create() {
    run("CREATE TABLE t (id BIGINT PRIMARY KEY, n INTEGER, name VARCHAR)");
  }

  /** Adds the rows of some numbers as one fragment. */
  void load(int from, int to) {
    PreparedSql insert = session.prepare("INSERT INTO t VALUES (?, ?, ?)");
    List<@Nullable Object[]> values = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      values.add(new @Nullable Object[] {key(i), i, "name"});
    }
    insert.executeBatch(values, StatementControl.unlimited());
  }

  PreparedSql prepare(String sql) {
    return session.prepare(sql);
  }

  long run(String sql, @Nullable Object... values) {
    return run(session.prepare(sql), values);
  }

  /** Rows changed, or the sum of the first column. */
  static long run(PreparedSql statement, @Nullable Object... values) {
    Result result = statement.execute(values, StatementControl.unlimited());
    if (result instanceof Result.Count count) {
      return count.rows();
    }
    if (!(result instanceof Result.Rows rows)) {
      return 0;
    }
    long sum = 0;
    try (rows) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int i = 0; i < batch.size(); i++) {
          sum += batch.column(0).value(i) instanceof Number number ? number.longValue() : 0;
        }
      }
    }
    return sum;
  }

  @Override
  public void close() {
    session.close();
    engine.close();
  }
}
