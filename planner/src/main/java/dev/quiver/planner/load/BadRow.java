package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.file.Path;

/** The failure of one row of a foreign file: says which file, row and column, and why. */
public final class BadRow {
  private BadRow() {}

  /**
   * A row of a text file.
   *
   * @param line counted from 1
   * @param column a name, or a number where it has none
   */
  public static QuiverException atLine(Path file, long line, Object column, String why) {
    return of(file, "line " + line, column, why);
  }

  /**
   * A row of a file that has no lines.
   *
   * @param row counted from 1
   */
  public static QuiverException atRow(Path file, long row, String column, String why) {
    return of(file, "row " + row, column, why);
  }

  private static QuiverException of(Path file, String place, Object column, String why) {
    String subject = "column " + column + ": ";
    String rest = why.startsWith(subject) ? why.substring(subject.length()) : why;
    return new QuiverException(ErrorCode.BAD_ROW, file, place, column, rest);
  }
}
