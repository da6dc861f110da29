package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Columns;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Left rows next to right rows; either side may be absent, which makes its columns NULL. */
final class PairBatch implements Batch {
  private final @Nullable Batch left;
  private final @Nullable Batch right;
  private final List<DataType> leftTypes;
  private final List<DataType> rightTypes;
  private final int size;
  private final @Nullable Column[] columns;

  private PairBatch(
      @Nullable Batch left,
      @Nullable Batch right,
      List<DataType> leftTypes,
      List<DataType> rightTypes,
      int size) {
    this.left = left;
    this.right = right;
    this.leftTypes = leftTypes;
    this.rightTypes = rightTypes;
    this.size = size;
    this.columns = new Column[leftTypes.size() + rightTypes.size()];
  }

  static PairBatch of(
      Batch left, Batch right, List<DataType> leftTypes, List<DataType> rightTypes) {
    return new PairBatch(left, right, leftTypes, rightTypes, left.size());
  }

  static PairBatch leftAlone(Batch left, List<DataType> leftTypes, List<DataType> rightTypes) {
    return new PairBatch(left, null, leftTypes, rightTypes, left.size());
  }

  static PairBatch rightAlone(Batch right, List<DataType> leftTypes, List<DataType> rightTypes) {
    return new PairBatch(null, right, leftTypes, rightTypes, right.size());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int columnCount() {
    return columns.length;
  }

  @Override
  public Column column(int index) {
    Column column = columns[index];
    if (column == null) {
      int shift = leftTypes.size();
      column =
          index < shift ? column(left, index, leftTypes) : column(right, index - shift, rightTypes);
      columns[index] = column;
    }
    return column;
  }

  private Column column(@Nullable Batch side, int index, List<DataType> types) {
    return side == null ? Columns.repeat(types.get(index), null, size) : side.column(index);
  }

  @Override
  public Batch select(int[] rows, int count) {
    return new PairBatch(
        left == null ? null : left.select(rows, count),
        right == null ? null : right.select(rows, count),
        leftTypes,
        rightTypes,
        count);
  }
}
