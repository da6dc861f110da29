package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** SAFE_CAST: NULL where the cast would be an error. */
record LenientCast(Expression cast) implements Expression {
  @Override
  public DataType type() {
    return cast.type();
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    List<Column> rows = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      rows.add(one(batch.select(new int[] {i}, 1), evaluation));
    }
    return ColumnConcatenation.of(type(), rows);
  }

  private Column one(Batch row, Evaluation evaluation) {
    try {
      return cast.evaluate(row, evaluation);
    } catch (QuiverException e) {
      if (e.code().category() != ErrorCode.Category.USER) {
        throw e;
      }
      return Columns.repeat(type(), null, 1);
    }
  }
}
