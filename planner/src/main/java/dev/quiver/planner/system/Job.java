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
  private volatile Stage stage;

  /** How far it is, as one value: who looks never sees the rows of one phase under another. */
  private record Stage(String phase, long done, long total) {}

  Job(ActivityLog log, String what, String phase, long total) {
    this.log = log;
    this.what = what;
    this.stage = new Stage(phase, 0, total);
    this.startedAt = Instant.now();
  }

  public void report(long done) {
    Stage now = stage;
    stage = new Stage(now.phase, done, now.total);
  }

  /** Begins the next part of the work. */
  public void enter(String phase, long total) {
    stage = new Stage(phase, 0, total);
  }

  /** How far it is. */
  public JobStatus status() {
    Stage now = stage;
    return new JobStatus(what, now.phase, now.done, now.total, startedAt);
  }

  @Override
  public void close() {
    log.remove(this);
  }
}
