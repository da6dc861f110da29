package dev.quiver.planner.ast;

/** BEGIN, START TRANSACTION, COMMIT or ROLLBACK. */
public record TransactionStatement(Action action) implements Statement {

  /** What to do. */
  public enum Action {
    BEGIN,
    COMMIT,
    ROLLBACK
  }
}
