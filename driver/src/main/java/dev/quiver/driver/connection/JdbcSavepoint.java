package dev.quiver.driver.connection;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.Session;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** A savepoint of one connection's transaction. */
record JdbcSavepoint(Session session, Session.Savepoint moment) implements Savepoint {

  /**
   * What a savepoint stands for in a session.
   *
   * @throws SQLException 3B001 if it is of another connection
   */
  static Session.Savepoint of(@Nullable Savepoint savepoint, Session session) throws SQLException {
    if (savepoint instanceof JdbcSavepoint own && own.session == session) {
      return own.moment;
    }
    throw savepoint == null
        ? SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "the savepoint is null")
        : SqlErrors.of(ErrorCode.INVALID_SAVEPOINT, "of another connection");
  }

  @Override
  public int getSavepointId() throws SQLException {
    if (moment.name() != null) {
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT, "savepoint " + moment.name() + " has a name and no number");
    }
    return moment.id();
  }

  @Override
  public String getSavepointName() throws SQLException {
    String name = moment.name();
    if (name == null) {
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT, "savepoint " + moment.id() + " has a number and no name");
    }
    return name;
  }
}
