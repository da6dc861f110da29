package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.StatementControl;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.Progress;

/**
 * Reports to a job; stops when the statement is to stop, or the thread that runs it was
 * interrupted. For one thread at a time.
 */
final class JobProgress implements Progress {
  private final Job job;
  private final StatementControl control;
  private final Thread runner = Thread.currentThread();
  private long done;

  /** To be made by the thread that runs the statement. */
  JobProgress(Job job, StatementControl control) {
    this.job = job;
    this.control = control;
  }

  @Override
  public void enter(String phase, long total) {
    check();
    done = 0;
    job.enter(phase, total);
  }

  @Override
  public void advance(long more) {
    check();
    done += more;
    job.report(done);
  }

  private void check() {
    control.check();
    if (runner.isInterrupted()) {
      throw new QuiverException(ErrorCode.CANCELLED);
    }
  }
}
