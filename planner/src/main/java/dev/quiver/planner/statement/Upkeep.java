package dev.quiver.planner.statement;

import dev.quiver.planner.ast.OptimizeTable;
import dev.quiver.planner.ast.Vacuum;
import dev.quiver.planner.system.Job;
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
            execution.session().optimize(table, new JobProgress(job, execution.control()));
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
                .vacuum(table, statement.retention(), new JobProgress(job, execution.control()));
          }
        });
  }
}
