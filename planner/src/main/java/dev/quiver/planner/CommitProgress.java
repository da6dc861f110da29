package dev.quiver.planner;

import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a commit does at length, which few do: it becomes a job once there is something to report,
 * and stops when the statement is to stop. For one thread at a time.
 */
final class CommitProgress implements Progress, AutoCloseable {
  private final ActivityLog activity;
  private final String what;
  private final StatementControl control;
  private @Nullable Job job;
  private long done;

  /**
   * @param what the statement that commits
   */
  CommitProgress(ActivityLog activity, String what, StatementControl control) {
    this.activity = activity;
    this.what = what;
    this.control = control;
  }

  @Override
  public void enter(String phase, long total) {
    control.check();
    done = 0;
    Job known = job;
    if (known == null) {
      job = activity.start(what, phase, total);
    } else {
      known.enter(phase, total);
    }
  }

  @Override
  public void advance(long more) {
    control.check();
    Job known = job;
    if (known != null) {
      done += more;
      known.report(done);
    }
  }

  @Override
  public void close() {
    Job known = job;
    if (known != null) {
      known.close();
    }
  }
}
