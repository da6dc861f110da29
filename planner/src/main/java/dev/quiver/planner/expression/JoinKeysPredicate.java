package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows whose key a join above has on its other side, which it has read before.
 *
 * @param join the join's number in the plan
 */
record JoinKeysPredicate(int join, List<Expression> key) implements Predicate {
  JoinKeysPredicate {
    key = List.copyOf(key);
  }

  @Override
  public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
    if (count == 0) {
      return 0;
    }
    Batch rows = count == batch.size() ? batch : batch.select(in, count);
    List<Column> columns = new ArrayList<>();
    key.forEach(part -> columns.add(part.evaluate(rows, evaluation)));
    boolean[] contained =
        evaluation.joinKeys(join).contain(new DenseBatch(count, columns), evaluation);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      out[kept] = in[i];
      kept += contained[i] ? 1 : 0;
    }
    return kept;
  }
}
