package dev.quiver.planner;

import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was parsed and checked, to be run any number of times.
 *
 * <p>Follows the database: when a schema has changed since, it is planned again by itself. Safe for
 * several threads of one session, each run on its own.
 */
public interface PreparedSql {
  /** What running it gives. */
  enum Kind {
    /** Rows. */
    QUERY,
    /** A count of rows changed. */
    UPDATE,
    /** Nothing: DDL, SET, transaction control. */
    COMMAND
  }

  Kind kind();

  /** The columns of the result; empty unless it is a query. */
  List<ColumnInfo> columns();

  /** The type that each {@code ?} takes, in order. */
  List<DataType> parameters();

  /**
   * Runs it.
   *
   * @param values one per {@code ?}: null or a value of a class that {@code Column.value} gives;
   *     numbers, texts and vectors are converted to the parameter's type where that loses nothing.
   *     Also String for any type, double[], byte[] and List for vectors.
   */
  Result execute(@Nullable Object[] values, StatementControl control);

  /**
   * Runs an INSERT, UPDATE or DELETE once for each row of values, all in one commit; counts of
   * rows, in order.
   */
  long[] executeBatch(List<@Nullable Object[]> rows, StatementControl control);
}
