package dev.quiver.storage.column;

import dev.quiver.storage.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A run of values of one type, in heap arrays that the hot loops of operators and kernels read
 * directly.
 *
 * <p>Immutable by agreement: whoever gets a column does not write into its arrays. The array may be
 * longer than {@link #size}. A row that is NULL has an unspecified value in the array.
 */
public sealed interface Column
    permits BooleanColumn,
        IntColumn,
        LongColumn,
        FloatColumn,
        DoubleColumn,
        DecimalColumn,
        BytesColumn,
        VectorColumn,
        BitVectorColumn,
        ListColumn {

  DataType type();

  int size();

  /** Which rows are NULL, or null when none is. At least {@link #size} long. */
  boolean @Nullable [] nulls();

  /** The rows named by the first {@code count} entries of {@code rows}, in that order. */
  Column gather(int[] rows, int count);

  /**
   * The value of a row as a plain object, for borders where speed does not matter: Boolean, Integer
   * (TINYINT, SMALLINT, INTEGER), Long, Float, Double, BigDecimal, String (VARCHAR, JSON), byte[]
   * (VARBINARY, BLOB, BIT vectors), LocalDate, LocalTime, LocalDateTime, Instant (TIMESTAMP WITH
   * LOCAL TIME ZONE), UUID, float[] (vectors), List. Null for NULL.
   */
  @Nullable Object value(int row);

  default boolean isNull(int row) {
    boolean[] nulls = nulls();
    return nulls != null && nulls[row];
  }
}
