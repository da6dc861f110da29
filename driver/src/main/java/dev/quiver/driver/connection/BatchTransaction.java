package dev.quiver.driver.connection;

import dev.quiver.driver.error.Guarded;
import dev.quiver.planner.PreparedSql;
import dev.quiver.planner.Session;
import java.sql.SQLException;

/**
 * Makes one commit of the statements of a batch that change data and follow one another.
 *
 * <p>Any other statement first commits what came before it. Where the caller has a transaction open
 * or autocommit off, everything goes into that one and nothing is committed here.
 */
final class BatchTransaction {
  private final Session session;
  private boolean own;
  private int ran;
  private int kept;

  BatchTransaction(Session session) {
    this.session = session;
  }

  /** Prepares for the next statement. */
  void before(PreparedSql.Kind kind) throws SQLException {
    if (kind != PreparedSql.Kind.UPDATE) {
      commit();
    } else if (!own && Guarded.call(() -> session.autoCommit() && !session.inTransaction())) {
      Guarded.run(session::begin);
      own = true;
    }
  }

  /** The statement was carried out. */
  void after() {
    ran++;
    if (!own) {
      kept = ran;
    }
  }

  /** Keeps what was done so far. */
  void commit() throws SQLException {
    if (own) {
      own = false;
      Guarded.run(session::commit);
    }
    kept = ran;
  }

  /** After a failure: takes back what is not committed; how many statements stay done. */
  int undo(SQLException failure) {
    if (own) {
      own = false;
      try {
        Guarded.run(session::rollback);
      } catch (SQLException second) {
        failure.addSuppressed(second);
      }
    }
    return kept;
  }
}
