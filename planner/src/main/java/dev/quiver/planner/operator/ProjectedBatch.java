package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Expression;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions over another batch, each computed when its column is first asked for. */
final class ProjectedBatch implements Batch {
  private final Batch input;
  private final List<Expression> expressions;
  private final Evaluation evaluation;
  private final @Nullable Column[] computed;

  ProjectedBatch(Batch input, List<Expression> expressions, Evaluation evaluation) {
    this(input, expressions, evaluation, new Column[expressions.size()]);
  }

  private ProjectedBatch(
      Batch input,
      List<Expression> expressions,
      Evaluation evaluation,
      @Nullable Column[] computed) {
    this.input = input;
    this.expressions = expressions;
    this.evaluation = evaluation;
    this.computed = computed;
  }

  @Override
  public int size() {
    return input.size();
  }

  @Override
  public int columnCount() {
    return computed.length;
  }

  @Override
  public Column column(int index) {
    Column column = computed[index];
    if (column == null) {
      column = expressions.get(index).evaluate(input, evaluation);
      computed[index] = column;
    }
    return column;
  }

  @Override
  public Batch select(int[] rows, int count) {
    @Nullable Column[] kept = new Column[computed.length];
    for (int i = 0; i < kept.length; i++) {
      Column column = computed[i];
      kept[i] = column == null ? null : column.gather(rows, count);
    }
    return new ProjectedBatch(input.select(rows, count), expressions, evaluation, kept);
  }
}
