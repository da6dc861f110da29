package dev.quiver.planner.expression;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.Batch;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A condition that narrows a selection of rows to those for which it holds.
 *
 * <p>It holds for a row or it does not; "unknown" was settled when it was compiled. Immutable and
 * shared, like {@link Expression}.
 */
public interface Predicate {
  /**
   * Writes to {@code out} which of the first {@code count} rows of {@code in} qualify, in the same
   * order; returns how many. {@code in} ascends; {@code out} may be the same array.
   */
  int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation);

  /**
   * Whether any row of a fragment can qualify, judging by statistics of the columns (by their
   * position in the batch). True when in doubt.
   */
  default boolean mayMatch(
      IntFunction<Optional<ColumnStatistics>> statistics, Evaluation evaluation) {
    return true;
  }

  /**
   * The only values of a column (by its position in the batch), in the classes of {@code
   * Column.value}, with which a row can qualify; null if there may be others.
   */
  default @Nullable List<Object> points(int column, Evaluation evaluation) {
    return null;
  }
}
