package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** CASE: each result is computed only for the rows whose condition is the first to hold. */
record CaseExpression(
    DataType type, List<Predicate> conditions, List<Expression> results, Expression otherwise)
    implements Expression {

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    int[] rest = Arrays.copyOf(Selections.all(batch.size()), batch.size());
    int restCount = batch.size();
    int[] places = new int[batch.size()];
    int placed = 0;
    int[] found = new int[batch.size()];
    List<Column> pieces = new ArrayList<>();
    for (int c = 0; c <= conditions.size() && restCount > 0; c++) {
      boolean last = c == conditions.size();
      int n =
          last ? restCount : conditions.get(c).select(batch, rest, restCount, found, evaluation);
      if (n == 0) {
        continue;
      }
      int[] rows = last ? rest : found;
      Expression result = last ? otherwise : results.get(c);
      pieces.add(result.evaluate(n == batch.size() ? batch : batch.select(rows, n), evaluation));
      for (int i = 0; i < n; i++) {
        places[rows[i]] = placed++;
      }
      restCount = Selections.minus(rest, restCount, rows, n, rest);
    }
    Column all = ColumnConcatenation.of(type, pieces);
    return pieces.size() == 1 ? all : all.gather(places, batch.size());
  }
}
