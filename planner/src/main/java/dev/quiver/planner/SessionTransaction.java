package dev.quiver.planner;

import dev.quiver.storage.Database;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.Transaction;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a session, from the first statement after BEGIN, or without autocommit, to
 * COMMIT or ROLLBACK. Guarded by its session.
 *
 * <p>It pins a snapshot when something is first read and opens a transaction of the storage when
 * something is first changed, so that reading alone costs nothing and works where writing does not.
 */
final class SessionTransaction {
  /** More kinds of statements than this are named as a transaction in the history. */
  private static final int MAX_OPERATIONS = 3;

  private final Database database;
  private final Set<String> operations = new LinkedHashSet<>();
  private boolean begun;
  private @Nullable Snapshot pinned;
  private @Nullable Transaction changes;

  SessionTransaction(Database database) {
    this.database = database;
  }

  boolean isOpen() {
    return begun || pinned != null;
  }

  /** BEGIN: the next statements belong together even with autocommit. */
  void begin() {
    begun = true;
  }

  /** What a statement that starts now reads. */
  Snapshot snapshot(boolean autoCommit) {
    if (pinned == null && (begun || !autoCommit)) {
      pinned = database.latest();
    }
    return current();
  }

  /** What it would read, without starting anything. */
  Snapshot current() {
    if (changes != null) {
      return changes.view();
    }
    return pinned == null ? database.latest() : pinned;
  }

  /**
   * Runs a statement that changes data; commits it if no transaction is open.
   *
   * @param snapshot what {@link #snapshot} gave for it
   */
  <T> T change(
      Snapshot snapshot, String operation, boolean autoCommit, Function<Transaction, T> run) {
    if (pinned == null) {
      try (Transaction own = database.begin(snapshot)) {
        T result = run.apply(own);
        own.commit(operation);
        return result;
      }
    }
    Transaction open = changes;
    if (open == null) {
      open = database.begin(pinned);
      changes = open;
    }
    Transaction.Savepoint before = open.savepoint();
    boolean done = false;
    try {
      T result = run.apply(open);
      operations.add(operation);
      done = true;
      return result;
    } finally {
      if (!done) {
        open.rollbackTo(before);
      }
    }
  }

  void commit() {
    Transaction open = changes;
    try {
      if (open != null) {
        open.commit(
            operations.size() > MAX_OPERATIONS ? "TRANSACTION" : String.join(", ", operations));
      }
    } finally {
      rollback();
    }
  }

  void rollback() {
    Transaction open = changes;
    changes = null;
    pinned = null;
    begun = false;
    operations.clear();
    if (open != null) {
      open.close();
    }
  }
}
