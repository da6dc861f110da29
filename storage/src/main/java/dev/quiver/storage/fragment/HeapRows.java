package dev.quiver.storage.fragment;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.arrow.ColumnBounds;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnConcatenation;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.SortedKeys;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Rows that a transaction added and that are in memory until it commits. Immutable; safe for any
 * number of threads.
 */
public final class HeapRows {
  private final UUID id;
  private final Schema schema;
  private final DenseBatch rows;
  private final Map<Integer, ColumnStatistics> statistics = new HashMap<>();
  private final long bytes;
  private final Map<List<Integer>, SortedKeys> keys = new ConcurrentHashMap<>();

  /**
   * @param rows at least one, its columns those of the schema
   */
  public HeapRows(UUID id, Schema schema, DenseBatch rows) {
    this.id = id;
    this.schema = schema;
    this.rows = rows;
    for (int i = 0; i < rows.columnCount(); i++) {
      statistics.put(schema.fields().get(i).id(), ColumnBounds.of(rows.column(i)));
    }
    this.bytes = HeapBytes.of(rows);
  }

  /** The rows of several batches of one schema, of which there is at least one. */
  public static DenseBatch joined(List<DenseBatch> batches) {
    if (batches.size() == 1) {
      return batches.get(0);
    }
    int size = 0;
    List<Column> columns = new ArrayList<>();
    for (DenseBatch batch : batches) {
      size = Math.addExact(size, batch.size());
    }
    for (int i = 0; i < batches.get(0).columnCount(); i++) {
      int column = i;
      columns.add(
          ColumnConcatenation.of(
              batches.get(0).column(i).type(),
              batches.stream().map(batch -> batch.column(column)).toList()));
    }
    return new DenseBatch(size, columns);
  }

  public UUID id() {
    return id;
  }

  public int size() {
    return rows.size();
  }

  /** The memory that they take, about. */
  public long bytes() {
    return bytes;
  }

  /** The rows that are not deleted; may be none. */
  public DenseBatch live(@Nullable RoaringBitmap deletes) {
    if (deletes == null || deletes.isEmpty()) {
      return rows;
    }
    int[] live = new int[rows.size()];
    int count = 0;
    for (int row = 0; row < live.length; row++) {
      if (!deletes.contains(row)) {
        live[count++] = row;
      }
    }
    return rows.select(live, count);
  }

  Optional<ColumnStatistics> statistics(int fieldId) {
    return Optional.ofNullable(statistics.get(fieldId));
  }

  /** The rows by the values of some columns, sorted when first asked for. */
  SortedKeys keys(List<Integer> fieldIds) {
    return keys.computeIfAbsent(
        List.copyOf(fieldIds),
        ids -> {
          SortedKeys.Collector collector = new SortedKeys.Collector();
          collector.add(new KeyColumns(ids.stream().map(this::column).toList()));
          return collector.sorted();
        });
  }

  /** The column of a field, which is one of the schema's. */
  Column column(int fieldId) {
    List<Field> fields = schema.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).id() == fieldId) {
        return rows.column(i);
      }
    }
    throw new IllegalArgumentException("no field " + fieldId + " among " + fields);
  }
}
