package dev.quiver.planner.ast;

import org.jspecify.annotations.Nullable;

/**
 * BEGIN, START TRANSACTION, COMMIT, ROLLBACK [TO SAVEPOINT s], SAVEPOINT s or RELEASE SAVEPOINT s.
 *
 * @param savepoint the savepoint's name; null where none is named
 */
public record TransactionStatement(Action action, @Nullable String savepoint) implements Statement {

  /** What to do. */
  public enum Action {
    BEGIN,
    COMMIT,
    ROLLBACK,
    SAVEPOINT,
    RELEASE
  }
}
