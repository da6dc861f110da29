package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;

/** A column of the batch. */
record InputReference(int index, DataType type) implements Expression {
  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    return batch.column(index);
  }

  @Override
  public int inputColumn() {
    return index;
  }
}
