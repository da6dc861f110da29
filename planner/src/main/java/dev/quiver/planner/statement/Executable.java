package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was checked against a snapshot, to be run over that or any other one of which
 * {@link #dependencies} says that it looks the same. Immutable; safe for any number of threads.
 */
public interface Executable {
  Kind kind();

  /** The columns of the result; empty unless it is a query. */
  default List<ColumnInfo> columns() {
    return List.of();
  }

  /** The type that each {@code ?} takes, in order. */
  default List<DataType> parameters() {
    return List.of();
  }

  /** Whether running it needs a transaction; such a statement's name goes into the history. */
  default boolean changesData() {
    return false;
  }

  /**
   * Whether running it reads from its snapshot, which must then stay readable; names are looked up
   * before that.
   */
  default boolean readsSnapshot() {
    return true;
  }

  /**
   * Whether it may be run again, over a newer snapshot, where its changes did not go together with
   * those of others.
   */
  default boolean isRepeatable() {
    return false;
  }

  /** What it is called in the history of the tables that it changes. */
  String operation();

  default Dependencies dependencies() {
    return Dependencies.NONE;
  }

  /** Whether it is worth keeping for the next statement of the same text. */
  default boolean isReusable() {
    return false;
  }

  Result run(Execution execution);

  /** How this run will be carried out, in lines; empty if that is not worth telling. */
  default String explain(Execution execution) {
    return "";
  }

  /** Runs it for each row of values; counts of rows changed, in order. */
  default long[] runBatch(Execution execution, List<@Nullable Object[]> rows) {
    long[] counts = new long[rows.size()];
    for (int i = 0; i < counts.length; i++) {
      execution.control().check();
      Result result = run(execution.withValues(rows.get(i)));
      counts[i] = result instanceof Result.Count count ? count.rows() : 0;
    }
    return counts;
  }
}
