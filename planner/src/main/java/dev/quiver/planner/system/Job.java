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

  /** As one value: who looks never sees the rows of one phase under another. */
  private volatile JobStatus status;

  Job(ActivityLog log, String what, String phase, long total) {
    this.log = log;
    this.status = new JobStatus(what, phase, 0, total, Instant.now());
  }

  public void report(long done) {
    JobStatus now = status;
    status = new JobStatus(now.what(), now.phase(), done, now.total(), now.startedAt());
  }

  /** Begins the next part of the work. */
  public void enter(String phase, long total) {
    JobStatus now = status;
    status = new JobStatus(now.what(), phase, 0, total, now.startedAt());
  }

  /** How far it is. */
  public JobStatus status() {
    return status;
  }

  @Override
  public void close() {
    log.remove(this);
  }
}
