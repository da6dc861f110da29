package dev.quiver.driver.connection;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The kind of result that a client asked a statement for.
 *
 * <p>What Quiver has is forward-only, read-only and holdable: anything else is given that, and told
 * so by a warning.
 */
record ResultShape(int type, int concurrency, int holdability) {
  static final ResultShape PLAIN =
      new ResultShape(
          ResultSet.TYPE_FORWARD_ONLY,
          ResultSet.CONCUR_READ_ONLY,
          ResultSet.HOLD_CURSORS_OVER_COMMIT);

  /** Refuses what is no constant of ResultSet. */
  static ResultShape of(int type, int concurrency, int holdability) throws SQLException {
    require(
        type >= ResultSet.TYPE_FORWARD_ONLY && type <= ResultSet.TYPE_SCROLL_SENSITIVE,
        "result set type " + type);
    require(
        concurrency == ResultSet.CONCUR_READ_ONLY || concurrency == ResultSet.CONCUR_UPDATABLE,
        "result set concurrency " + concurrency);
    require(isHoldability(holdability), "result set holdability " + holdability);
    return new ResultShape(type, concurrency, holdability);
  }

  static boolean isHoldability(int holdability) {
    return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT
        || holdability == ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  void warnOfDowngrade(Warnings warnings) {
    if (type != PLAIN.type) {
      warnings.add("scrollable results are not supported; this one is forward-only");
    }
    if (concurrency != PLAIN.concurrency) {
      warnings.add("updatable results are not supported; this one is read-only");
    }
    if (holdability != PLAIN.holdability) {
      warnings.add("results stay open across a commit");
    }
  }

  private static void require(boolean known, String what) throws SQLException {
    if (!known) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, what + " is unknown");
    }
  }
}
