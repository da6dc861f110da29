package dev.quiver.planner.statement;

import dev.quiver.planner.StatementControl;
import dev.quiver.planner.ast.OptimizeTable;
import dev.quiver.planner.ast.Vacuum;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;

/**
 * OPTIMIZE and VACUUM: they change how tables are stored and what of their past is kept, outside of
 * any transaction, and show how far they are in {@code sys.jobs}.
 */
final class Upkeep {
  private Upkeep() {}

  static Executable optimize(OptimizeTable statement, TableNames names) {
    TableName table = names.existingTarget(statement.table()).name();
    String what = "OPTIMIZE TABLE " + table;
    return new Command(
        "OPTIMIZE",
        false,
        execution -> {
          try (Job job = execution.session().activity().start(what, "waiting", 0)) {
            execution.session().optimize(table, new Shown(job, execution.control()));
          }
        });
  }

  static Executable vacuum(Vacuum statement, TableNames names) {
    TableName table =
        statement.table().map(written -> names.existingTarget(written).name()).orElse(null);
    String what = table == null ? "VACUUM DATABASE" : "VACUUM TABLE " + table;
    return new Command(
        "VACUUM",
        false,
        execution -> {
          try (Job job = execution.session().activity().start(what, "waiting", 0)) {
            execution
                .session()
                .vacuum(table, statement.retention(), new Shown(job, execution.control()));
          }
        });
  }

  /** Progress that is shown as a job and ends with its statement. For one thread. */
  private static final class Shown implements Progress {
    private final Job job;
    private final StatementControl control;
    private long done;

    Shown(Job job, StatementControl control) {
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
}
