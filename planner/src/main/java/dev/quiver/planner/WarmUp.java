package dev.quiver.planner;

import dev.quiver.planner.statement.Executable;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.TableName;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Loads the classes that planning and running need, on a thread beside the first connection of the
 * process, so that the first statement need not wait for them. Once that statement is planned, the
 * same thread runs a few of its own, for those that come next.
 */
final class WarmUp {
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private static final ReentrantLock TURN = new ReentrantLock();

  private static final CountDownLatch FIRST_PLANNED = new CountDownLatch(1);

  private static volatile boolean over;

  private static final List<String> STATEMENTS =
      List.of(
          "CREATE TABLE t (id INTEGER PRIMARY KEY, s VARCHAR, v VECTOR(2))",
          "INSERT INTO t VALUES (1, 'a', '[1, 2]')",
          "SELECT id, s, v <=> VECTOR '[1, 1]' AS d FROM t WHERE s = 'a' ORDER BY d LIMIT 1",
          "SELECT s, COUNT(*) FROM t WHERE id > 0 GROUP BY s ORDER BY 2");

  private WarmUp() {}

  /**
   * Plans, one thread at a time as long as the warm-up runs. Calcite's classes refer to each other
   * in circles, and two threads that begin to initialise a circle at different ends wait for each
   * other for ever.
   */
  static Executable plan(Supplier<Executable> planning) {
    if (over) {
      return planning.get();
    }
    TURN.lock();
    try {
      return planning.get();
    } finally {
      TURN.unlock();
      FIRST_PLANNED.countDown();
    }
  }

  static void startOnce() {
    if (STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(WarmUp::run, "quiver-warm-up");
      thread.setDaemon(true);
      // A warm-up that fails costs speed and nothing else; whoever runs a statement is told.
      thread.setUncaughtExceptionHandler((failed, failure) -> over = true);
      thread.start();
    }
  }

  private static void run() {
    FirstClasses.load();
    try {
      FIRST_PLANNED.await();
      runStatements();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    over = true;
  }

  private static void runStatements() {
    try (LocalEngine engine =
            new LocalEngine(Database.open(new MemoryFileStore("warm-up"), OpenOptions.DEFAULT));
        Session session =
            engine.session(new SessionOptions(TableName.DEFAULT_SCHEMA, false, null, "quiver"))) {
      for (String sql : STATEMENTS) {
        Result result = session.prepare(sql).execute(new Object[0], StatementControl.unlimited());
        if (result instanceof Result.Rows rows) {
          drain(rows);
        }
      }
    }
  }

  private static void drain(Result.Rows rows) {
    try (rows) {
      while (rows.next() != null) {
        Thread.onSpinWait();
      }
    }
  }
}
