package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;

/** A condition as a value: TRUE where one predicate holds, FALSE where another does, else NULL. */
record Truth(Predicate isTrue, Predicate isFalse) implements Expression {
  @Override
  public DataType type() {
    return SimpleType.BOOLEAN;
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    int size = batch.size();
    int[] all = Selections.all(size);
    int[] rows = new int[size];
    boolean[] values = new boolean[size];
    boolean[] nulls = new boolean[size];
    int trueCount = isTrue.select(batch, all, size, rows, evaluation);
    for (int i = 0; i < trueCount; i++) {
      values[rows[i]] = true;
    }
    int[] rest = new int[size];
    int restCount = Selections.minus(all, size, rows, trueCount, rest);
    for (int i = 0; i < restCount; i++) {
      nulls[rest[i]] = true;
    }
    int falseCount = isFalse.select(batch, rest, restCount, rows, evaluation);
    for (int i = 0; i < falseCount; i++) {
      nulls[rows[i]] = false;
    }
    boolean anyNull = falseCount < restCount;
    return new BooleanColumn(SimpleType.BOOLEAN, size, values, anyNull ? nulls : null);
  }
}
