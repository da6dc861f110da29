package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;

/**
 * A scalar expression, computed for every row of a batch at once.
 *
 * <p>Immutable and shared by all executions of a plan; what belongs to one execution is in the
 * {@link Evaluation}. Every row of the batch is computed, so whoever wants some rows only narrows
 * the batch first: that is what keeps {@code CASE WHEN x <> 0 THEN 1 / x END} from dividing by
 * zero.
 */
public interface Expression {
  DataType type();

  /** One value per row of the batch. */
  Column evaluate(Batch batch, Evaluation evaluation);

  /** The column of the batch that this is, unchanged; -1 for anything else. */
  default int inputColumn() {
    return -1;
  }

  /** Whether the value is the same for all rows of one execution. */
  default boolean isConstant() {
    return false;
  }
}
