package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.Pin;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.Transaction;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a session, from the first statement after BEGIN, or without autocommit, to
 * COMMIT or ROLLBACK.
 *
 * <p>It pins a snapshot when something is first read and opens a transaction of the storage when
 * something is first changed, so that reading alone costs nothing and works where writing does not.
 * What changes it is called by one thread at a time, which its session sees to; what only reads
 * comes from any thread, waits for nothing and sees the statements that are complete.
 */
final class SessionTransaction {
  /** More kinds of statements than this are named as a transaction in the history. */
  private static final int MAX_OPERATIONS = 3;

  private final Database database;
  private final Set<String> operations = new LinkedHashSet<>();
  private final Savepoints savepoints = new Savepoints();
  private volatile boolean begun;
  private volatile TransactionFate fate = new TransactionFate();
  private @Nullable Snapshot pinned;
  private @Nullable Pin pin;
  private @Nullable Transaction changes;

  /** The pinned snapshot with the changes of the statements that are complete. */
  private volatile @Nullable Snapshot visible;

  SessionTransaction(Database database) {
    this.database = database;
  }

  boolean isOpen() {
    return begun || visible != null;
  }

  /** BEGIN: the next statements belong together even with autocommit. */
  void begin() {
    begun = true;
  }

  /** What a statement that starts now reads. */
  Snapshot snapshot(boolean autoCommit) {
    if (visible == null && (begun || !autoCommit)) {
      pin();
    }
    return current();
  }

  private synchronized void pin() {
    if (pinned == null) {
      pinned = database.latest();
      pin = database.pin(pinned);
      visible = pinned;
    }
  }

  /** What it would read, without starting anything. */
  Snapshot current() {
    Snapshot seen = visible;
    return seen == null ? database.latest() : seen;
  }

  /**
   * Runs a statement that changes data; commits it if no transaction is open.
   *
   * @param snapshot what {@link #snapshot} gave for it
   * @param committing is told of a commit of its own, which it may stop
   */
  <T> T change(
      Snapshot snapshot, String operation, Progress committing, Function<Transaction, T> run) {
    Snapshot base = pinned;
    if (base == null) {
      try (Transaction own = database.begin(snapshot)) {
        T result = run.apply(own);
        own.commit(operation, committing);
        return result;
      }
    }
    Transaction open = changes;
    if (open == null) {
      open = database.begin(base);
      changes = open;
    }
    Transaction.Savepoint before = open.savepoint();
    boolean done = false;
    try {
      T result = run.apply(open);
      operations.add(operation);
      visible = open.view();
      done = true;
      return result;
    } finally {
      if (!done) {
        open.rollbackTo(before);
      }
    }
  }

  /** What will become of the changes that a statement reads now. */
  TransactionFate fate() {
    return fate;
  }

  private void end(String how) {
    if (changes != null) {
      fate.end(how);
      fate = new TransactionFate();
    }
  }

  /** Commits; a progress that throws ends the transaction without. */
  void commit(Progress committing) {
    Transaction open = changes;
    try {
      if (open != null) {
        open.commit(
            operations.size() > MAX_OPERATIONS ? "TRANSACTION" : String.join(", ", operations),
            committing);
        fate = new TransactionFate();
      }
    } finally {
      rollback();
    }
  }

  void rollback() {
    end("was rolled back");
    Transaction open = changes;
    Pin held;
    changes = null;
    synchronized (this) {
      held = pin;
      pin = null;
      pinned = null;
      visible = null;
    }
    begun = false;
    operations.clear();
    savepoints.clear();
    if (held != null) {
      held.close();
    }
    if (open != null) {
      open.close();
    }
  }

  /**
   * @throws QuiverException NO_TRANSACTION
   */
  Session.Savepoint setSavepoint(@Nullable String name, boolean autoCommit) {
    if (!begun && autoCommit) {
      throw new QuiverException(ErrorCode.NO_TRANSACTION, "a savepoint");
    }
    pin();
    Transaction open = changes;
    return savepoints.set(name, open == null ? null : open.savepoint(), operations);
  }

  /**
   * @throws QuiverException INVALID_SAVEPOINT
   */
  void rollbackTo(Session.Savepoint savepoint) {
    Savepoints.Mark mark = savepoints.rollbackTo(savepoint);
    operations.retainAll(mark.operations());
    Transaction open = changes;
    Transaction.Savepoint moment = mark.moment();
    end("went back to a savepoint");
    if (open == null) {
      return;
    }
    if (moment != null) {
      open.rollbackTo(moment);
      visible = open.view();
    } else {
      changes = null;
      visible = pinned;
      open.close();
    }
  }

  /**
   * @throws QuiverException INVALID_SAVEPOINT
   */
  void release(Session.Savepoint savepoint) {
    savepoints.release(savepoint);
  }

  /**
   * The savepoint of a name that was set last.
   *
   * @throws QuiverException NO_TRANSACTION, INVALID_SAVEPOINT
   */
  Session.Savepoint savepoint(String name, boolean autoCommit) {
    if (!begun && autoCommit) {
      throw new QuiverException(ErrorCode.NO_TRANSACTION, "savepoint " + name);
    }
    return savepoints.named(name);
  }
}
