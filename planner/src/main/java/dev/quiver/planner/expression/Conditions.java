package dev.quiver.planner.expression;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BooleanColumn;
import dev.quiver.storage.column.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Predicates made of others, and the plain ones. */
final class Conditions {
  private Conditions() {}

  /** All hold; later ones see only the rows that earlier ones left. */
  record All(List<Predicate> parts) implements Predicate {
    All {
      parts = List.copyOf(parts);
    }

    @Override
    public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
      int[] rows = in;
      int left = count;
      for (Predicate part : parts) {
        left = part.select(batch, rows, left, out, evaluation);
        rows = out;
      }
      if (parts.isEmpty()) {
        System.arraycopy(in, 0, out, 0, count);
      }
      return left;
    }

    @Override
    public boolean mayMatch(
        IntFunction<Optional<ColumnStatistics>> statistics, Evaluation evaluation) {
      return parts.stream().allMatch(part -> part.mayMatch(statistics, evaluation));
    }

    @Override
    public @Nullable List<Object> points(int column, Evaluation evaluation) {
      for (Predicate part : parts) {
        List<Object> points = part.points(column, evaluation);
        if (points != null) {
          return points;
        }
      }
      return null;
    }
  }

  /** Any holds; later ones see only the rows that earlier ones refused. */
  record Any(List<Predicate> parts) implements Predicate {
    Any {
      parts = List.copyOf(parts);
    }

    @Override
    public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
      int[] rest = java.util.Arrays.copyOf(in, count);
      int restCount = count;
      int[] found = new int[count];
      int[] chosen = new int[0];
      int chosenCount = 0;
      for (Predicate part : parts) {
        int n = part.select(batch, rest, restCount, found, evaluation);
        if (n > 0) {
          restCount = Selections.minus(rest, restCount, found, n, rest);
          int[] both = new int[chosenCount + n];
          Selections.union(chosen, chosenCount, found, n, both);
          chosen = both;
          chosenCount += n;
        }
      }
      System.arraycopy(chosen, 0, out, 0, chosenCount);
      return chosenCount;
    }

    @Override
    public boolean mayMatch(
        IntFunction<Optional<ColumnStatistics>> statistics, Evaluation evaluation) {
      return parts.stream().anyMatch(part -> part.mayMatch(statistics, evaluation));
    }

    @Override
    public @Nullable List<Object> points(int column, Evaluation evaluation) {
      List<Object> all = new ArrayList<>();
      for (Predicate part : parts) {
        List<Object> points = part.points(column, evaluation);
        if (points == null) {
          return null;
        }
        all.addAll(points);
      }
      return all;
    }
  }

  /** The rows that another predicate refuses. */
  record Complement(Predicate refused) implements Predicate {
    @Override
    public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
      int[] found = new int[count];
      int n = refused.select(batch, in, count, found, evaluation);
      return Selections.minus(in, count, found, n, out);
    }
  }

  /** A boolean expression has a certain value. */
  record Holds(Expression expression, boolean wanted) implements Predicate {
    @Override
    public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
      if (count == 0) {
        return 0;
      }
      boolean whole = expression instanceof InputReference || count == batch.size();
      Batch rows = whole ? batch : batch.select(in, count);
      BooleanColumn column = (BooleanColumn) expression.evaluate(rows, evaluation);
      boolean[] values = column.values();
      int n = 0;
      for (int i = 0; i < count; i++) {
        int row = whole ? in[i] : i;
        out[n] = in[i];
        n += values[row] == wanted && !column.isNull(row) ? 1 : 0;
      }
      return n;
    }
  }

  /** IS NULL, or IS NOT NULL. */
  record NullTest(Expression expression, boolean wanted) implements Predicate {
    @Override
    public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
      if (count == 0) {
        return 0;
      }
      boolean whole = expression instanceof InputReference || count == batch.size();
      Batch rows = whole ? batch : batch.select(in, count);
      Column column = expression.evaluate(rows, evaluation);
      int n = 0;
      for (int i = 0; i < count; i++) {
        out[n] = in[i];
        n += column.isNull(whole ? in[i] : i) == wanted ? 1 : 0;
      }
      return n;
    }

    @Override
    public boolean mayMatch(
        IntFunction<Optional<ColumnStatistics>> statistics, Evaluation evaluation) {
      return !wanted
          || !(expression instanceof InputReference column)
          || statistics.apply(column.index()).map(s -> s.nullCount() > 0).orElse(true);
    }
  }
}
