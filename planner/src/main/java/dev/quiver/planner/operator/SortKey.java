package dev.quiver.planner.operator;

import dev.quiver.planner.expression.RowOrder;
import dev.quiver.storage.column.Column;

/** A column to sort by. */
record SortKey(int column, boolean descending, boolean nullsFirst) {
  RowOrder order(Column values) {
    return RowOrder.of(values, descending, nullsFirst);
  }

  @Override
  public String toString() {
    return "$" + column + (descending ? " DESC" : "") + (nullsFirst ? " NULLS FIRST" : "");
  }
}
