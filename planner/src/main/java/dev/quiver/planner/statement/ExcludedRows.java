package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.ColumnConcatenation;
import dev.quiver.planner.operator.HeldMemory;
import dev.quiver.planner.operator.MemoryBudget;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of INSERT … ON CONFLICT, of each key the first. For one thread.
 *
 * <p>A key that comes twice is an error where rows are updated, since one of its rows would have to
 * change what the other one made.
 */
final class ExcludedRows implements TableAppender {
  /** An entry of a set with its list, and a value in it. */
  private static final int KEY_BYTES = 100;

  private static final int VALUE_BYTES = 24;

  private final TableName table;
  private final Schema schema;
  private final List<Integer> key;
  private final boolean updates;
  private final Set<List<@Nullable Object>> keys = new HashSet<>();
  private final List<Batch> batches = new ArrayList<>();
  private final HeldMemory memory;
  private int size;

  /**
   * @param merge what is to be done with the rows
   * @param key the columns of which two rows must not have the same values; NULLs are never the
   *     same
   */
  ExcludedRows(MergeRows merge, List<Integer> key, boolean updates, MemoryBudget budget) {
    this.table = merge.table();
    this.schema = merge.schema();
    this.key = key;
    this.updates = updates;
    this.memory = budget.share(() -> "Insert(" + table + ") ON CONFLICT");
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  @Override
  public void append(Batch batch) {
    // The rows twice, since they are put together in the end, and their keys as objects.
    long keyBytes = KEY_BYTES + (long) VALUE_BYTES * key.size();
    memory.reserve(2 * HeapBytes.of(batch) + keyBytes * batch.size());
    int[] fresh = new int[batch.size()];
    int count = 0;
    for (int row = 0; row < fresh.length; row++) {
      List<@Nullable Object> values = key(batch, row);
      if (values.contains(null) || keys.add(values)) {
        fresh[count++] = row;
      } else if (updates) {
        throw new QuiverException(
            ErrorCode.ROW_CHANGED_TWICE,
            "INSERT ON CONFLICT",
            table,
            "the statement has key " + shown(values) + " twice");
      }
    }
    if (count > 0) {
      batches.add(count == fresh.length ? batch : batch.select(fresh, count));
      size += count;
    }
  }

  private List<@Nullable Object> key(Batch batch, int row) {
    List<@Nullable Object> values = new ArrayList<>(key.size());
    for (int column : key) {
      values.add(comparable(batch.column(column).value(row)));
    }
    return values;
  }

  /** A value whose equals is SQL's equality. */
  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof Double number && number == 0) {
      return 0.0;
    }
    if (value instanceof Float number && number == 0) {
      return 0.0f;
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }

  private static String shown(List<@Nullable Object> key) {
    String values = key.toString();
    return "(" + values.substring(1, values.length() - 1) + ")";
  }

  boolean sharesKeyWith(ExcludedRows other) {
    return !Collections.disjoint(keys, other.keys);
  }

  void clear() {
    keys.clear();
    batches.clear();
    size = 0;
    memory.close();
  }

  /** Takes over the rows of another collection, and the memory that it holds. */
  void addAll(ExcludedRows other) {
    long bytes = other.memory.bytes();
    other.close();
    memory.reserve(bytes);
    keys.addAll(other.keys);
    batches.addAll(other.batches);
    size += other.size;
  }

  /** The rows, numbered from 0 in their last column. */
  List<Batch> batches() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      int column = i;
      columns.add(
          ColumnConcatenation.of(
              schema.fields().get(i).type(), batches.stream().map(b -> b.column(column)).toList()));
    }
    columns.add(new IntColumn(SimpleType.INTEGER, size, IntStream.range(0, size).toArray(), null));
    DenseBatch all = new DenseBatch(size, columns);
    List<Batch> parts = new ArrayList<>();
    for (int from = 0; from < size; from += Batch.TARGET_ROWS) {
      int to = Math.min(size, from + Batch.TARGET_ROWS);
      parts.add(
          to - from == size ? all : all.select(IntStream.range(from, to).toArray(), to - from));
    }
    return parts;
  }

  @Override
  public void finish() {
    // Whoever collects knows when it is done.
  }

  @Override
  public void close() {
    memory.close();
  }
}
