package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.file.MemoryFileStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that make indexes can be stopped while they do, and show how far they are. */
class StoppedIndexTest {
  private static final String JOBS = "SELECT what, phase, done, total FROM sys.jobs";

  private final MemoryFileStore store = new MemoryFileStore("test");

  private static void insert(TestSession db, int first, int count) {
    Random random = new Random(first);
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      float[] vector = new float[8];
      for (int k = 0; k < vector.length; k++) {
        vector[k] = (float) random.nextGaussian();
      }
      rows[i] = new Object[] {first + i, vector};
    }
    db.batch("INSERT INTO t VALUES (?, ?)", rows);
  }

  /** Asks another session, whenever the statement looks, and cancels it in one phase. */
  private static final class Watch implements Runnable {
    private final TestSession other;
    private final String phase;
    private final AtomicReference<StatementControl> control = new AtomicReference<>();
    private final Set<Object> phases = new HashSet<>();
    private Object what = "";
    private boolean stopped;

    Watch(TestSession other, String phase) {
      this.other = other;
      this.phase = phase;
      control.set(StatementControl.watched(this));
    }

    @Override
    public synchronized void run() {
      if (stopped) {
        return;
      }
      for (List<Object> job : other.rows(JOBS)) {
        what = job.get(0);
        phases.add(job.get(1));
        if ((Long) job.get(3) > 0) {
          assertThat((Long) job.get(2)).isLessThanOrEqualTo((Long) job.get(3));
        }
        if (job.get(1).equals(phase)) {
          stopped = true;
          control.get().cancel();
        }
      }
    }
  }

  private static void execute(TestSession db, String sql, StatementControl control) {
    db.session().prepare(sql).execute(new Object[0], control);
  }

  @ParameterizedTest
  @CsvSource({
    "IVF_RQ, sample", "IVF_RQ, train", "IVF_RQ, build", "IVF_RQ, calibrate",
    "IVF_PQ, train", "HNSW, sample", "HNSW, build", "HNSW, calibrate"
  })
  void createIndexIsStoppedInEveryPhase(String method, String phase) {
    try (TestSession db = TestSession.over(store);
        TestSession other = db.another()) {
      db.run("CREATE TABLE t (id INTEGER, v VECTOR(8))");
      insert(db, 0, 1_500);
      Watch watch = new Watch(other, phase);
      String sql = "CREATE INDEX i ON t USING " + method + " (v) WITH (metric = 'l2')";
      assertThatThrownBy(() -> execute(db, sql, watch.control.get()))
          .hasMessage("statement was cancelled");
      assertThat(watch.what).isEqualTo("CREATE INDEX i ON t");
      assertThat(watch.phases).contains(phase);
      assertThat(other.rows(JOBS)).isEmpty();
      assertThat(other.rows("SELECT * FROM sys.indexes")).isEmpty();
      db.run("CREATE INDEX i ON t (v)");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLargeInsertIsStoppedWhileItsRowsAreIndexed(boolean autoCommit) {
    try (TestSession db = TestSession.over(store);
        TestSession other = db.another()) {
      db.run("CREATE TABLE t (id INTEGER, v VECTOR(8))");
      insert(db, 0, 9_000);
      db.run("CREATE INDEX i ON t USING IVF_RQ (v) WITH (metric = 'l2')");
      Watch watch = new Watch(other, "indexing");
      String insert = "INSERT INTO t SELECT id + 10000, v FROM t";
      if (autoCommit) {
        assertThatThrownBy(() -> execute(db, insert, watch.control.get()))
            .hasMessage("statement was cancelled");
        assertThat(watch.what).isEqualTo("INSERT");
      } else {
        db.run("BEGIN");
        db.run(insert);
        assertThatThrownBy(() -> execute(db, "COMMIT", watch.control.get()))
            .hasMessage("statement was cancelled");
        assertThat(watch.what).isEqualTo("COMMIT");
      }
      assertThat(db.value("SELECT COUNT(*) FROM t")).isEqualTo(9_000L);
      assertThat(other.rows(JOBS)).isEmpty();
      assertThat(db.value("SELECT rows_unindexed FROM sys.indexes")).isEqualTo(0L);
      db.run(insert);
      assertThat(db.value("SELECT rows_indexed FROM sys.indexes")).isEqualTo(18_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({"CHECK INDEX i, compare", "CHECK INDEX i, search", "OPTIMIZE TABLE t, merging"})
  void upkeepIsStopped(String sql, String phase) {
    try (TestSession db = TestSession.over(store);
        TestSession other = db.another()) {
      db.run("CREATE TABLE t (id INTEGER, v VECTOR(8))");
      insert(db, 0, 2_000);
      db.run("CREATE INDEX i ON t USING IVF_RQ (v) WITH (metric = 'l2')");
      Watch watch = new Watch(other, phase);
      if (phase.equals("merging")) {
        insert(db, 5_000, 1_000);
      }
      assertThatThrownBy(() -> execute(db, sql, watch.control.get()))
          .hasMessage("statement was cancelled");
      assertThat(other.rows(JOBS)).isEmpty();
      db.run(sql);
    }
  }

  @Test
  void timeoutsAndInterruptsStopItToo() throws InterruptedException {
    try (TestSession db = TestSession.over(store);
        TestSession other = db.another()) {
      db.run("CREATE TABLE t (id INTEGER, v VECTOR(8))");
      insert(db, 0, 3_000);
      String sql = "CREATE INDEX i ON t USING HNSW (v) WITH (ef_construction = 2000)";
      assertThatThrownBy(() -> execute(db, sql, StatementControl.within(Duration.ofMillis(30))))
          .hasMessageContaining("PT0.03S");
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread runner =
          new Thread(
              () -> {
                try {
                  execute(db, sql, StatementControl.unlimited());
                } catch (RuntimeException e) {
                  failure.set(e);
                }
              });
      runner.start();
      while (runner.isAlive() && other.rows(JOBS).isEmpty()) {
        Thread.onSpinWait();
      }
      runner.interrupt();
      runner.join();
      assertThat(failure.get()).hasMessage("statement was cancelled");
      assertThat(db.rows("SELECT * FROM sys.indexes")).isEmpty();
    }
  }
}
