package dev.quiver.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * ON CONFLICT [(columns)] DO NOTHING, or DO UPDATE SET … [WHERE …].
 *
 * @param key the columns named; empty if none are
 * @param update what becomes of the row that is there; null for nothing
 */
public record OnConflict(
    SqlParserPos position, List<SqlIdentifier> key, @Nullable Assignments update) {

  /** SET column = value, … WHERE condition; each column has the value at its place. */
  public record Assignments(
      List<SqlIdentifier> columns, List<SqlNode> values, @Nullable SqlNode condition) {
    public Assignments {
      columns = List.copyOf(columns);
      values = List.copyOf(values);
    }
  }

  public OnConflict {
    key = List.copyOf(key);
  }
}
