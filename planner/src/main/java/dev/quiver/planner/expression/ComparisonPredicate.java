package dev.quiver.planner.expression;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import java.util.Arrays;

/**
 * Compares two expressions row by row.
 *
 * @param accepted the orders that qualify: bit 0 less, bit 1 equal, bit 2 greater
 * @param nulls how NULL operands are judged
 */
record ComparisonPredicate(
    Comparisons.Form form, Expression left, Expression right, int accepted, NullRule nulls)
    implements Predicate {
  static final int LESS = 1;
  static final int EQUAL = 2;
  static final int GREATER = 4;

  /** What a row gives where an operand is NULL. */
  enum NullRule {
    /** It never qualifies. */
    UNKNOWN,
    /** NULL is a value equal to itself: IS [NOT] DISTINCT FROM. */
    VALUE
  }

  @Override
  public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
    if (count == 0) {
      return 0;
    }
    boolean whole =
        count == batch.size() || left instanceof InputReference && right instanceof InputReference;
    Batch rows = whole ? batch : batch.select(in, count);
    int[] positions = whole ? in : Selections.all(count);
    byte[] orders = orders(rows, positions, count, evaluation);
    int n = 0;
    for (int i = 0; i < count; i++) {
      out[n] = in[i];
      n += (orders[i] & accepted) != 0 ? 1 : 0;
    }
    return n;
  }

  /** The bit of each row's order; 0 for unknown. */
  private byte[] orders(Batch batch, int[] rows, int count, Evaluation evaluation) {
    Column a = left.evaluate(batch, evaluation);
    Column b = right.evaluate(batch, evaluation);
    byte[] orders = new byte[count];
    switch (form) {
      case LONGS, DOUBLES -> {
        long[] x = Comparisons.sortKeys(a);
        long[] y = Comparisons.sortKeys(b);
        for (int i = 0; i < count; i++) {
          orders[i] = bit(Long.compare(x[rows[i]], y[rows[i]]));
        }
      }
      case BYTES -> {
        BytesColumn x = (BytesColumn) a;
        BytesColumn y = (BytesColumn) b;
        for (int i = 0; i < count; i++) {
          orders[i] = bit(compare(x, y, rows[i]));
        }
      }
      case OBJECTS -> {
        for (int i = 0; i < count; i++) {
          Object x = a.value(rows[i]);
          Object y = b.value(rows[i]);
          orders[i] = x == null || y == null ? 0 : bit(Comparisons.compare(x, y));
        }
      }
    }
    if (a.nulls() != null || b.nulls() != null) {
      judgeNulls(a, b, rows, orders);
    }
    return orders;
  }

  private void judgeNulls(Column a, Column b, int[] rows, byte[] orders) {
    for (int i = 0; i < orders.length; i++) {
      boolean x = a.isNull(rows[i]);
      boolean y = b.isNull(rows[i]);
      if (x || y) {
        orders[i] = nulls == NullRule.UNKNOWN ? 0 : x && y ? EQUAL : (byte) GREATER;
      }
    }
  }

  private static int compare(BytesColumn x, BytesColumn y, int row) {
    return Arrays.compareUnsigned(
        x.bytes(), x.start(row), x.end(row), y.bytes(), y.start(row), y.end(row));
  }

  private static byte bit(int order) {
    return (byte) (order < 0 ? LESS : order == 0 ? EQUAL : GREATER);
  }
}
