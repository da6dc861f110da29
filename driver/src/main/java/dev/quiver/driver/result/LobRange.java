package dev.quiver.driver.result;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;

/** Positions in large objects: JDBC counts from 1, arrays from 0. */
final class LobRange {
  private LobRange() {}

  /** The first index of a range that begins inside, or right behind, an object of that size. */
  static int start(long position, long length, int size) throws SQLException {
    if (position < 1 || position > size + 1L || length < 0) {
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT,
          "range of " + length + " from position " + position + " in a large object of " + size);
    }
    return (int) position - 1;
  }

  /** The index behind the range, at most the size. */
  static int end(int start, long length, int size) throws SQLException {
    if (length < 0) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "length " + length + " is negative");
    }
    return (int) Math.min(size, start + Math.min(length, size));
  }
}
