package dev.quiver.planner.statement;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Finds what a node was parsed from. */
final class SourceText {
  private SourceText() {}

  static String of(String sql, SqlNode node) {
    SqlParserPos position = node.getParserPosition();
    int start = offset(sql, position.getLineNum(), position.getColumnNum());
    int end = offset(sql, position.getEndLineNum(), position.getEndColumnNum()) + 1;
    return sql.substring(start, Math.min(end, sql.length()));
  }

  /** Lines end as the parser has it: at a line feed, a carriage return, or both. */
  private static int offset(String sql, int line, int column) {
    int at = 0;
    for (int current = 1; current < line && at < sql.length(); at++) {
      char c = sql.charAt(at);
      boolean pair = c == '\r' && at + 1 < sql.length() && sql.charAt(at + 1) == '\n';
      if (c == '\n' || (c == '\r' && !pair)) {
        current++;
      }
    }
    return Math.min(sql.length(), at + column - 1);
  }
}
