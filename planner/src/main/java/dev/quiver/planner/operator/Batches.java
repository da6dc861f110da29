package dev.quiver.planner.operator;

import dev.quiver.planner.expression.ColumnConcatenation;
import dev.quiver.planner.expression.Columns;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.planner.expression.Selections;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows taken out of batches, and batches put together. */
final class Batches {
  /** A selection below this share of its batch is copied out before the next condition. */
  private static final int SPARSE = 4;

  private Batches() {}

  /** The batch with all columns loaded, good for as long as it is held. */
  static DenseBatch materialise(Batch batch) {
    if (batch instanceof DenseBatch dense) {
      return dense;
    }
    List<Column> columns = new ArrayList<>(batch.columnCount());
    for (int i = 0; i < batch.columnCount(); i++) {
      columns.add(batch.column(i));
    }
    return new DenseBatch(batch.size(), columns);
  }

  /** All rows of some batches as one. */
  static DenseBatch concatenate(List<DataType> types, List<DenseBatch> batches) {
    int rows = 0;
    for (DenseBatch batch : batches) {
      rows = Math.addExact(rows, batch.size());
    }
    List<Column> columns = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      int index = i;
      columns.add(
          ColumnConcatenation.of(
              types.get(i), batches.stream().map(b -> b.column(index)).toList()));
    }
    return new DenseBatch(rows, columns);
  }

  static DenseBatch empty(List<DataType> types) {
    return new DenseBatch(0, types.stream().map(Columns::empty).toList());
  }

  /** Everything an operator gives, which is held; the operator is left open. */
  static DenseBatch drain(
      Operator operator, List<DataType> types, ExecutionContext context, HeldMemory memory) {
    List<DenseBatch> batches = new ArrayList<>();
    long before = memory.bytes();
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      context.checkCancelled();
      DenseBatch dense = materialise(batch);
      memory.reserve(HeapBytes.of(dense));
      batches.add(dense);
    }
    return concatenate(types, batches, memory, memory.bytes() - before);
  }

  /**
   * All rows of some batches as one, where the batches are held and will not be needed again.
   *
   * @param bytes what they hold
   */
  static DenseBatch concatenate(
      List<DataType> types, List<DenseBatch> batches, HeldMemory memory, long bytes) {
    long copied = batches.size() > 1 ? bytes : 0;
    memory.reserve(copied);
    DenseBatch all = concatenate(types, batches);
    memory.resize(memory.bytes() - copied);
    return all;
  }

  /** The rows of a batch that satisfy all conditions, or null if there are none. */
  static @Nullable Batch filter(Batch batch, List<Predicate> conditions, Evaluation evaluation) {
    int size = batch.size();
    return filter(batch, Arrays.copyOf(Selections.all(size), size), size, conditions, evaluation);
  }

  /** Likewise of the first {@code count} of {@code rows}, which is overwritten. */
  static @Nullable Batch filter(
      Batch batch, int[] rows, int count, List<Predicate> conditions, Evaluation evaluation) {
    int left = select(batch, rows, count, conditions, evaluation);
    return left == 0 ? null : left == batch.size() ? batch : batch.select(rows, left);
  }

  /** Narrows the first {@code count} of {@code rows} in place; returns how many are left. */
  static int select(
      Batch batch, int[] rows, int count, List<Predicate> conditions, Evaluation evaluation) {
    int left = count;
    int done = 0;
    while (done < conditions.size() && left >= batch.size() / SPARSE) {
      left = conditions.get(done++).select(batch, rows, left, rows, evaluation);
    }
    if (done == conditions.size() || left == 0) {
      return left;
    }
    // Few rows are left: load no others for the remaining conditions.
    Batch few = batch.select(rows, left);
    int[] kept = Arrays.copyOf(Selections.all(left), left);
    int keptCount =
        select(few, kept, left, conditions.subList(done, conditions.size()), evaluation);
    for (int i = 0; i < keptCount; i++) {
      rows[i] = rows[kept[i]];
    }
    return keptCount;
  }
}
