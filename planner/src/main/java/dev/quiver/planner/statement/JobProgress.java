package dev.quiver.planner.statement;

import dev.quiver.planner.StatementControl;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.Progress;

/** Reports to a job; stops when the statement is to stop. For one thread. */
final class JobProgress implements Progress {
  private final Job job;
  private final StatementControl control;
  private long done;

  JobProgress(Job job, StatementControl control) {
    this.job = job;
    this.control = control;
  }

  @Override
  public void enter(String phase, long total) {
    control.check();
    done = 0;
    job.enter(phase, total);
  }

  @Override
  public void advance(long more) {
    control.check();
    done += more;
    job.report(done);
  }
}
