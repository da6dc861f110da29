package dev.quiver.planner.expression;

import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An order of the rows of a column, as {@link Comparisons} has it. */
public abstract class RowOrder {
  private final boolean @Nullable [] nulls;
  private final boolean descending;
  private final int nullOrder;

  private RowOrder(boolean @Nullable [] nulls, boolean descending, boolean nullsFirst) {
    this.nulls = nulls;
    this.descending = descending;
    this.nullOrder = nullsFirst ? -1 : 1;
  }

  public static RowOrder of(Column values, boolean descending, boolean nullsFirst) {
    boolean[] nulls = values.nulls();
    return switch (Comparisons.form(values.type())) {
      case LONGS, DOUBLES -> {
        long[] keys = Comparisons.sortKeys(values);
        yield new RowOrder(nulls, descending, nullsFirst) {
          @Override
          int compareValues(int a, int b) {
            return Long.compare(keys[a], keys[b]);
          }
        };
      }
      case BYTES -> {
        BytesColumn bytes = (BytesColumn) values;
        yield new RowOrder(nulls, descending, nullsFirst) {
          @Override
          int compareValues(int a, int b) {
            return compareBytes(bytes, a, b);
          }
        };
      }
      case OBJECTS -> {
        @Nullable Object[] objects = new Object[values.size()];
        for (int i = 0; i < objects.length; i++) {
          objects[i] = values.value(i);
        }
        yield new RowOrder(nulls, descending, nullsFirst) {
          @Override
          int compareValues(int a, int b) {
            return compareObjects(objects[a], objects[b]);
          }
        };
      }
    };
  }

  private static int compareBytes(BytesColumn column, int a, int b) {
    return Arrays.compareUnsigned(
        column.bytes(),
        column.start(a),
        column.end(a),
        column.bytes(),
        column.start(b),
        column.end(b));
  }

  private static int compareObjects(@Nullable Object a, @Nullable Object b) {
    return Comparisons.compare(
        java.util.Objects.requireNonNull(a), java.util.Objects.requireNonNull(b));
  }

  abstract int compareValues(int a, int b);

  /** Negative if row {@code a} comes before row {@code b}. */
  public final int compare(int a, int b) {
    if (nulls != null && (nulls[a] | nulls[b])) {
      return nulls[a] ? (nulls[b] ? 0 : nullOrder) : -nullOrder;
    }
    int order = compareValues(a, b);
    return descending ? -order : order;
  }
}
