package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.VectorType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts columns of one type one after the other. */
public final class ColumnConcatenation {
  private final DataType type;
  private final List<Column> parts;
  private final int size;

  private ColumnConcatenation(DataType type, List<Column> parts) {
    this.type = type;
    this.parts = parts;
    int rows = 0;
    for (Column part : parts) {
      rows = Math.addExact(rows, part.size());
    }
    this.size = rows;
  }

  /** One column with the rows of all parts, of which there is at least one, in order. */
  public static Column of(DataType type, List<Column> parts) {
    return new ColumnConcatenation(type, parts).column();
  }

  private Column column() {
    Column first = parts.get(0);
    boolean[] nulls = nulls();
    if (first instanceof IntColumn) {
      int[] values = new int[size];
      copy(values, 1, c -> ((IntColumn) c).values());
      return new IntColumn(type, size, values, nulls);
    }
    if (first instanceof LongColumn) {
      long[] values = new long[size];
      copy(values, 1, c -> ((LongColumn) c).values());
      return new LongColumn(type, size, values, nulls);
    }
    if (first instanceof DoubleColumn) {
      double[] values = new double[size];
      copy(values, 1, c -> ((DoubleColumn) c).values());
      return new DoubleColumn(type, size, values, nulls);
    }
    if (first instanceof FloatColumn) {
      float[] values = new float[size];
      copy(values, 1, c -> ((FloatColumn) c).values());
      return new FloatColumn(type, size, values, nulls);
    }
    if (first instanceof BooleanColumn) {
      boolean[] values = new boolean[size];
      copy(values, 1, c -> ((BooleanColumn) c).values());
      return new BooleanColumn(type, size, values, nulls);
    }
    return first instanceof BytesColumn ? bytes(nulls) : wide(first, nulls);
  }

  private Column wide(Column first, boolean @Nullable [] nulls) {
    if (first instanceof DecimalColumn) {
      BigDecimal[] values = new BigDecimal[size];
      copy(values, 1, c -> ((DecimalColumn) c).values());
      return new DecimalColumn(type, size, values, nulls);
    }
    if (first instanceof VectorColumn vector) {
      float[] values = new float[Math.multiplyExact(size, vector.stride())];
      copy(values, vector.stride(), c -> ((VectorColumn) c).values());
      return new VectorColumn((VectorType) type, size, values, nulls);
    }
    if (first instanceof BitVectorColumn vector) {
      byte[] values = new byte[Math.multiplyExact(size, vector.stride())];
      copy(values, vector.stride(), c -> ((BitVectorColumn) c).values());
      return new BitVectorColumn((VectorType) type, size, values, nulls);
    }
    return lists(nulls);
  }

  private interface Values {
    Object of(Column column);
  }

  private void copy(Object target, int stride, Values values) {
    int at = 0;
    for (Column part : parts) {
      System.arraycopy(values.of(part), 0, target, at, part.size() * stride);
      at += part.size() * stride;
    }
    if (at != Array.getLength(target)) {
      throw new IllegalStateException(at + " of " + Array.getLength(target));
    }
  }

  private Column bytes(boolean @Nullable [] nulls) {
    int[] offsets = new int[size + 1];
    int row = 0;
    for (Column part : parts) {
      BytesColumn column = (BytesColumn) part;
      int shift = offsets[row] - column.start(0);
      for (int i = 0; i < column.size(); i++) {
        offsets[++row] = Math.addExact(column.end(i), shift);
      }
    }
    byte[] bytes = new byte[offsets[size]];
    row = 0;
    for (Column part : parts) {
      BytesColumn column = (BytesColumn) part;
      int length = column.offsets()[column.size()] - column.start(0);
      System.arraycopy(column.bytes(), column.start(0), bytes, offsets[row], length);
      row += column.size();
    }
    return new BytesColumn(type, size, bytes, offsets, nulls);
  }

  private Column lists(boolean @Nullable [] nulls) {
    int[] offsets = new int[size + 1];
    List<Column> elements = new ArrayList<>();
    int row = 0;
    for (Column part : parts) {
      ListColumn column = (ListColumn) part;
      int from = column.offsets()[0];
      int count = column.offsets()[column.size()] - from;
      int[] rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = from + i;
      }
      elements.add(column.elements().gather(rows, count));
      int shift = offsets[row] - from;
      for (int i = 0; i < column.size(); i++) {
        offsets[++row] = Math.addExact(column.offsets()[i + 1], shift);
      }
    }
    ListType list = (ListType) type;
    return new ListColumn(list, size, offsets, of(list.element(), elements), nulls);
  }

  private boolean @Nullable [] nulls() {
    boolean[] all = null;
    int at = 0;
    for (Column part : parts) {
      boolean[] nulls = part.nulls();
      if (nulls != null) {
        all = all == null ? new boolean[size] : all;
        System.arraycopy(nulls, 0, all, at, part.size());
      }
      at += part.size();
    }
    return all;
  }
}
