package dev.quiver.driver.connection;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;
import java.time.Duration;

/** How much, and how long, a statement may run. */
final class StatementLimits {
  private Duration queryTimeout;
  private long maxRows;
  private int fetchSize;

  StatementLimits(Duration queryTimeout) {
    this.queryTimeout = queryTimeout;
  }

  /** Zero for no limit. */
  Duration queryTimeout() {
    return queryTimeout;
  }

  void setQueryTimeout(int seconds) throws SQLException {
    requireNotNegative("query timeout", seconds);
    queryTimeout = Duration.ofSeconds(seconds);
  }

  /** 0 for no limit. */
  long maxRows() {
    return maxRows;
  }

  void setMaxRows(long rows) throws SQLException {
    requireNotNegative("row limit", rows);
    maxRows = rows;
  }

  int fetchSize() {
    return fetchSize;
  }

  void setFetchSize(int rows) throws SQLException {
    requireNotNegative("fetch size", rows);
    fetchSize = rows;
  }

  private static void requireNotNegative(String what, long value) throws SQLException {
    if (value < 0) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, what + " " + value + " is negative");
    }
  }
}
