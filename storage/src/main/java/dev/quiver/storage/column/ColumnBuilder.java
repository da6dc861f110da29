package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import org.jspecify.annotations.Nullable;

/**
 * Collects values into a column, row by row.
 *
 * <p>For places where rows come one at a time; a loop over whole columns fills arrays itself.
 * Values have the classes that {@link Column#value} gives; another class is a ClassCastException, a
 * defect of the caller. A builder can go on after {@link #build}: it is then empty.
 */
public abstract sealed class ColumnBuilder
    permits PrimitiveBuilder, DecimalBuilder, BytesBuilder, VectorBuilder, ListBuilder {
  final DataType type;
  private boolean @Nullable [] nulls;
  private int size;

  ColumnBuilder(DataType type) {
    this.type = type;
  }

  public static ColumnBuilder of(DataType type) {
    if (type instanceof SimpleType simple) {
      return switch (simple) {
        case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DATE ->
            new PrimitiveBuilder(type);
        case VARCHAR, VARBINARY, BLOB, UUID, JSON -> new BytesBuilder(type);
      };
    }
    if (type instanceof TimeType || type instanceof TimestampType) {
      return new PrimitiveBuilder(type);
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalBuilder(decimal);
    }
    if (type instanceof VectorType vector) {
      return new VectorBuilder(vector);
    }
    return new ListBuilder((ListType) type);
  }

  /** Rows so far. */
  public final int size() {
    return size;
  }

  public final void append(@Nullable Object value) {
    if (value == null) {
      appendNull();
    } else {
      add(value);
      size++;
    }
  }

  public final void appendNull() {
    addEmpty();
    if (nulls == null) {
      nulls = new boolean[Math.max(16, size + 1)];
    } else if (size >= nulls.length) {
      nulls = java.util.Arrays.copyOf(nulls, size * 2);
    }
    nulls[size++] = true;
  }

  /** The column so far; the builder starts anew. */
  public final Column build() {
    boolean[] markers = nulls;
    if (markers != null && markers.length < size) {
      markers = java.util.Arrays.copyOf(markers, size);
    }
    Column column = finish(size, markers);
    nulls = null;
    size = 0;
    return column;
  }

  abstract void add(Object value);

  /** Adds the place holder of a NULL row. */
  abstract void addEmpty();

  abstract Column finish(int rows, boolean @Nullable [] markers);
}
