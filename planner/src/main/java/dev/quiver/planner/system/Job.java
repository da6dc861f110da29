package dev.quiver.planner.system;

import dev.quiver.storage.JobStatus;
import java.time.Instant;

/**
 * Long work that reports how far it is. One thread works and reports, any may look.
 *
 * <p>A row of {@code sys.jobs} from the moment it is started until it is closed.
 */
public final class Job implements AutoCloseable {
  private final ActivityLog log;
  private final String what;
  private final Instant startedAt;
  private volatile String phase;
  private volatile long done;
  private volatile long total;

  Job(ActivityLog log, String what, String phase, long total) {
    this.log = log;
    this.what = what;
    this.phase = phase;
    this.total = total;
    this.startedAt = Instant.now();
  }

  public void report(long done) {
    this.done = done;
  }

  /** Begins the next part of the work. */
  public void enter(String phase, long total) {
    this.phase = phase;
    this.done = 0;
    this.total = total;
  }

  /** How far it is. */
  public JobStatus status() {
    return new JobStatus(what, phase, done, total, startedAt);
  }

  @Override
  public void close() {
    log.remove(this);
  }
}
