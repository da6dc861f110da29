package dev.quiver.planner.statement;

import dev.quiver.planner.PreparedSql.Kind;

/** A statement that adds, changes or deletes rows, in the caller's transaction. */
interface RowChange extends Executable {
  @Override
  default Kind kind() {
    return Kind.UPDATE;
  }

  @Override
  default boolean changesData() {
    return true;
  }

  @Override
  default boolean isRepeatable() {
    return true;
  }
}
