package dev.quiver.planner.statement;

import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.StatementControl;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A statement that gives nothing back: DDL, tags, SET, transaction control.
 *
 * @param changesData whether it needs a transaction
 */
record Command(String operation, boolean changesData, Consumer<Execution> action)
    implements Executable {

  /** A command over the database. */
  static Command change(String operation, Consumer<Execution> action) {
    return new Command(operation, true, action);
  }

  /** A command over the session. */
  static Command control(String operation, BiConsumer<SessionControl, StatementControl> action) {
    return new Command(
        operation, false, execution -> action.accept(execution.session(), execution.control()));
  }

  @Override
  public Kind kind() {
    return Kind.COMMAND;
  }

  /** VACUUM would keep what it has given up, as long as it held on to it itself. */
  @Override
  public boolean readsSnapshot() {
    return changesData;
  }

  @Override
  public Result run(Execution execution) {
    action.accept(execution);
    return new Result.Done();
  }
}
