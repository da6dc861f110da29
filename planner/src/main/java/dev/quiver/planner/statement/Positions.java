package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Places failures in the SQL text. */
final class Positions {
  private Positions() {}

  /** The failure, placed where the node stands; unchanged if that is unknown. */
  static QuiverException at(SqlNode node, QuiverException failure) {
    SqlParserPos position = node.getParserPosition();
    if (failure.position().isPresent()
        || position.getLineNum() < 1
        || position.getColumnNum() < 1) {
      return failure;
    }
    return failure.at(new TextPosition(position.getLineNum(), position.getColumnNum()));
  }

  static QuiverException failure(SqlNode node, ErrorCode code, Object... arguments) {
    return at(node, new QuiverException(code, arguments));
  }
}
