package dev.quiver.storage.upkeep;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.JobStatus;
import dev.quiver.storage.Retention;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.compaction.Choice;
import dev.quiver.storage.compaction.TableCompactor;
import dev.quiver.storage.index.FragmentIndexer;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.transaction.IndexCompletion;
import dev.quiver.storage.vacuum.Vacuum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compacts tables in tiers, completes their indexes, and gives up old versions, in one thread in
 * the background.
 *
 * <p>It is woken after commits and looks at the tables that changed. It works a quarter of the time
 * at most, one merge after the other, and streams. A failure is no one's failure: it is shown among
 * the jobs, and after a pause that doubles each time it is tried again. The thread is a daemon that
 * is started when it is first woken and ends soon after {@link #close}.
 */
public final class Upkeep implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_VACUUMS = Duration.ofHours(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  /** Pauses are this many times as long as the work before. */
  private static final int PAUSE_TO_WORK = 3;

  private final OpenDatabase database;
  private final Retention retention;
  private final TableCompactor compactor;
  private final IndexCompletion completion;
  private final Map<UUID, UUID> compacted = new HashMap<>();
  private final Object monitor = new Object();
  private @Nullable Thread thread;
  private boolean woken;
  private volatile boolean closed;
  private volatile @Nullable BackgroundJob job;
  private volatile @Nullable JobStatus failure;
  private long lastVacuumNanos = System.nanoTime();

  public Upkeep(OpenDatabase database, Retention retention) {
    this.database = database;
    this.retention = retention;
    this.compactor = new TableCompactor(database, Choice.DEFAULT);
    this.completion = new IndexCompletion(database, FragmentIndexer.LARGE_ROWS);
  }

  /** Says that there may be something to do; returns at once. */
  public void wake() {
    synchronized (monitor) {
      if (woken || closed) {
        return;
      }
      woken = true;
      if (thread == null) {
        thread = new Thread(this::run, "quiver-upkeep");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
      }
      monitor.notifyAll();
    }
  }

  /** What is done now, and what failed last and was not done since. */
  public List<JobStatus> jobs() {
    List<JobStatus> jobs = new ArrayList<>();
    BackgroundJob now = job;
    if (now != null) {
      jobs.add(now.status());
    }
    JobStatus failed = failure;
    if (failed != null) {
      jobs.add(failed);
    }
    return jobs;
  }

  private void run() {
    Duration pause = SHORTEST_PAUSE;
    while (awaitWork()) {
      long start = System.nanoTime();
      try {
        boolean more = step();
        failure = null;
        pause = longer(SHORTEST_PAUSE, Duration.ofNanos(System.nanoTime() - start));
        if (more) {
          wake();
        }
      } catch (QuiverException e) {
        if (closed) {
          break;
        }
        fail(e.getMessage());
        pause = shorter(LONGEST_PAUSE, pause.multipliedBy(2));
        wake();
      } catch (RuntimeException | OutOfMemoryError e) {
        fail(e.toString());
        pause = LONGEST_PAUSE;
        wake();
      } finally {
        job = null;
      }
      pauseFor(pause);
    }
  }

  private void fail(@Nullable String why) {
    BackgroundJob failed = job;
    if (failed != null) {
      failure = failed.failed(String.valueOf(why));
    }
  }

  private static Duration longer(Duration least, Duration work) {
    Duration pause = work.multipliedBy(PAUSE_TO_WORK);
    return pause.compareTo(least) < 0 ? least : shorter(LONGEST_PAUSE, pause);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** False when it is to end. */
  private boolean awaitWork() {
    synchronized (monitor) {
      try {
        while (!woken && !closed) {
          monitor.wait();
        }
      } catch (InterruptedException e) {
        return false; // Nobody of ours does that: the process wants its threads to end.
      }
      woken = false;
      return !closed;
    }
  }

  private void pauseFor(Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    synchronized (monitor) {
      try {
        for (long left = pause.toMillis(); left > 0 && !closed; ) {
          monitor.wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  /** Does one piece of work; whether there may be more. */
  private boolean step() {
    Commit head = database.log().latest();
    compacted.keySet().removeIf(id -> head.tableById(id).isEmpty());
    for (TableEntry entry : head.tables().values()) {
      if (!entry.manifest().equals(compacted.get(entry.id())) && compact(head, entry)) {
        return true;
      }
    }
    if (System.nanoTime() - lastVacuumNanos > BETWEEN_VACUUMS.toNanos()) {
      lastVacuumNanos = System.nanoTime();
      Vacuum vacuum = new Vacuum(database, retention, null);
      if (vacuum.wouldGiveUp()) {
        vacuum.run(begin("VACUUM DATABASE"));
      }
    }
    return false;
  }

  private boolean compact(Commit head, TableEntry entry) {
    CommittedTable table = new CommittedTable(database, entry);
    BackgroundJob started = begin("COMPACT TABLE " + entry.name());
    Optional<List<FragmentEntry>> sources = compactor.next(table);
    if (sources.isEmpty()) {
      started = begin("INDEX TABLE " + entry.name());
      if (completion.run(entry.id(), started)) {
        return true;
      }
      compacted.put(entry.id(), entry.manifest());
      return false;
    }
    compactor.merge(head, table, sources.get(), started);
    return true;
  }

  private BackgroundJob begin(String what) {
    BackgroundJob started = new BackgroundJob(what, database.clock().instant(), () -> closed);
    job = started;
    return started;
  }

  /** Ends the thread, which gives up what it is at; waits for that for some seconds at most. */
  @Override
  public void close() {
    Thread running;
    synchronized (monitor) {
      closed = true;
      running = thread;
      monitor.notifyAll();
    }
    if (running != null && running != Thread.currentThread()) {
      try {
        running.join(LONGEST_END.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
