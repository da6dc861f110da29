package dev.quiver.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/**
 * MERGE INTO target [AS alias] USING source ON condition WHEN ….
 *
 * @param source a table, a subquery or VALUES, with its alias
 * @param clauses in order; of those that fit a row the first is carried out
 */
public record Merge(
    SqlIdentifier target,
    @Nullable SqlIdentifier alias,
    SqlNode source,
    SqlNode condition,
    List<Clause> clauses)
    implements Statement {
  public Merge {
    clauses = List.copyOf(clauses);
  }

  /**
   * WHEN [NOT] MATCHED [AND condition] THEN action.
   *
   * @param condition null for none
   */
  public record Clause(boolean matched, @Nullable SqlNode condition, Action action) {}

  /** What to do with a row. */
  public sealed interface Action permits Update, Delete, Insert, Nothing {}

  /** Each column becomes the value at its place. */
  public record Update(SqlNodeList columns, SqlNodeList values) implements Action {}

  public record Delete() implements Action {}

  /**
   * One row.
   *
   * @param columns null for all columns of the target
   */
  public record Insert(@Nullable SqlNodeList columns, SqlNodeList values) implements Action {}

  public record Nothing() implements Action {}
}
