package dev.quiver.planner;

import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A session for tests: SQL in, plain lists out. */
public final class TestSession implements AutoCloseable {
  private final Engine engine;
  private final Session session;
  private final boolean ownsEngine;

  private TestSession(Engine engine, SessionOptions options, boolean ownsEngine) {
    this.engine = engine;
    this.session = engine.session(options);
    this.ownsEngine = ownsEngine;
  }

  /** Over a new database in memory. */
  public static TestSession inMemory() {
    return over(new MemoryFileStore("test"));
  }

  public static TestSession over(FileStore store) {
    return new TestSession(Engine.open(store, OpenOptions.DEFAULT), options(), true);
  }

  /** Another session of the same engine. */
  public TestSession another() {
    return another(options());
  }

  public TestSession another(SessionOptions options) {
    return new TestSession(engine, options, false);
  }

  private static SessionOptions options() {
    return new SessionOptions(TableName.DEFAULT_SCHEMA, false, null, "tester");
  }

  public Session session() {
    return session;
  }

  /** Runs statements; the count of rows changed by the last, or -1. */
  public long run(String sql, Object... values) {
    Result result = session.prepare(sql).execute(values, StatementControl.unlimited());
    if (result instanceof Result.Rows rows) {
      drain(rows);
    }
    return result instanceof Result.Count count ? count.rows() : -1;
  }

  public long[] batch(String sql, Object[]... rows) {
    return session.prepare(sql).executeBatch(Arrays.asList(rows), StatementControl.unlimited());
  }

  public List<List<Object>> rows(String sql, Object... values) {
    Result result = session.prepare(sql).execute(values, StatementControl.unlimited());
    return drain((Result.Rows) result);
  }

  /** The only value of the only row. */
  public Object value(String sql, Object... values) {
    return rows(sql, values).get(0).get(0);
  }

  /** The first column. */
  public List<Object> column(String sql, Object... values) {
    return rows(sql, values).stream().map(row -> row.get(0)).toList();
  }

  public static List<List<Object>> drain(Result.Rows rows) {
    List<List<Object>> all = new ArrayList<>();
    try (rows) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        for (int r = 0; r < batch.size(); r++) {
          List<Object> row = new ArrayList<>();
          for (int c = 0; c < batch.columnCount(); c++) {
            row.add(batch.column(c).value(r));
          }
          all.add(row);
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    session.close();
    if (ownsEngine) {
      try {
        assertSound();
      } finally {
        engine.close();
      }
    }
  }

  /** Whatever a test did, nothing may be wrong with the files. */
  private void assertSound() {
    try (TestSession checking = another()) {
      List<List<Object>> rows = checking.rows("CHECK DATABASE");
      for (List<Object> row : rows.subList(1, rows.size())) {
        if (!row.get(2).equals("ok")) {
          throw new AssertionError("CHECK DATABASE found " + row);
        }
      }
    }
  }
}
