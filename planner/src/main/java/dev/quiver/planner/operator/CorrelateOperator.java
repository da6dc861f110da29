package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a {@link CorrelatePlan}. */
final class CorrelateOperator implements Operator {
  private final CorrelatePlan plan;
  private final ExecutionContext context;
  private final List<DataType> leftTypes;
  private final List<DataType> rightTypes;
  private final Operator left;
  private final HeldMemory memory;
  private @Nullable DenseBatch batch;
  private int row;

  CorrelateOperator(CorrelatePlan plan, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.leftTypes = plan.left().columns();
    this.rightTypes = plan.right().columns();
    this.left = context.open(plan.left());
    this.memory = context.memory(plan);
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      context.checkCancelled();
      DenseBatch current = batch;
      if (current == null || row == current.size()) {
        Batch next = left.next();
        if (next == null) {
          return null;
        }
        current = Batches.materialise(next);
        batch = current;
        row = 0;
      }
      Batch result = joined(current, row++);
      if (result != null) {
        return result;
      }
    }
  }

  private @Nullable Batch joined(DenseBatch current, int leftRow) {
    @Nullable Object[] values = new Object[leftTypes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = current.column(i).value(leftRow);
    }
    ExecutionContext inner = context.withOuterRow(plan.correlation(), values);
    DenseBatch matches;
    memory.close(); // the matches of the row before
    try (Operator right = inner.open(plan.right())) {
      matches = Batches.drain(right, rightTypes, inner, memory);
    }
    int count = plan.kind().givesRight() ? matches.size() : 0;
    if (count > 0) {
      int[] repeated = new int[count];
      java.util.Arrays.fill(repeated, leftRow);
      return PairBatch.of(current.select(repeated, count), matches, leftTypes, rightTypes);
    }
    Batch alone = current.select(new int[] {leftRow}, 1);
    return switch (plan.kind()) {
      case LEFT -> PairBatch.leftAlone(alone, leftTypes, rightTypes);
      case SEMI -> matches.size() > 0 ? alone : null;
      case ANTI -> matches.size() == 0 ? alone : null;
      default -> null;
    };
  }

  @Override
  public void close() {
    memory.close();
    left.close();
  }
}
