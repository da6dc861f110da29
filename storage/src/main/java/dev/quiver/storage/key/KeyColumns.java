package dev.quiver.storage.key;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.column.LongColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The key columns of some rows: their hashes and their values. No key value is NULL. */
public record KeyColumns(List<Column> columns) {
  public KeyColumns {
    columns = List.copyOf(columns);
  }

  /** Of a batch that has nothing but key columns. */
  static KeyColumns of(Batch batch) {
    return new KeyColumns(IntStream.range(0, batch.columnCount()).mapToObj(batch::column).toList());
  }

  public int size() {
    return columns.get(0).size();
  }

  /** Whether rows of equal hash have equal keys: so for one integer, whose hash can be undone. */
  boolean hashIsExact() {
    return columns.size() == 1
        && (columns.get(0) instanceof IntColumn || columns.get(0) instanceof LongColumn);
  }

  long hash(int row) {
    long hash = 0;
    for (Column column : columns) {
      hash = mix(hash * 31 + bits(column, row));
    }
    return hash;
  }

  private static long bits(Column column, int row) {
    if (column instanceof IntColumn ints) {
      return ints.values()[row];
    }
    if (column instanceof LongColumn longs) {
      return longs.values()[row];
    }
    if (column instanceof BytesColumn bytes) {
      long hash = bytes.end(row) - bytes.start(row);
      for (int i = bytes.start(row); i < bytes.end(row); i++) {
        hash = (hash ^ bytes.bytes()[i]) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
      }
      return hash;
    }
    Object value = comparable(column, row);
    return value instanceof Object[] || value instanceof byte[] || value instanceof float[]
        ? Arrays.deepHashCode(new Object[] {value})
        : Objects.hashCode(value);
  }

  /** Stafford's variant 13: a bijection. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  boolean sameKey(int row, KeyColumns other, int otherRow) {
    for (int i = 0; i < columns.size(); i++) {
      if (!Objects.deepEquals(
          comparable(columns.get(i), row), comparable(other.columns.get(i), otherRow))) {
        return false;
      }
    }
    return true;
  }

  /** A value whose equals is SQL's equality: the two zeros of floating point are one. */
  private static @Nullable Object comparable(Column column, int row) {
    Object value = column.value(row);
    if (value instanceof Double number && number == 0) {
      return 0.0;
    }
    if (value instanceof Float number && number == 0) {
      return 0.0f;
    }
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  /** The key of a row for messages. */
  public String show(int row) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> show(columns.get(i).value(row)))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String show(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "X'" + java.util.HexFormat.of().withUpperCase().formatHex(bytes) + "'";
    }
    return value instanceof CharSequence || value instanceof java.util.UUID
        ? "'" + value + "'"
        : String.valueOf(value);
  }
}
