package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.KeyValues;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.KeyIndex;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a key, by their hashes, for finding the rows that have them. Rows found may have
 * other values of the same hash, and may be deleted: whoever looks up goes on to test them.
 *
 * @param fieldIds of the key's columns
 */
record KeyLookup(Key key, List<Integer> fieldIds, long[] hashes) {
  /** Finding one row costs about as much as comparing so many. */
  private static final int LOOKUP_COST = 64;

  /** Beyond so many values no fragment is large enough for it to pay. */
  static final int MAX_VALUES = Fragment.MAX_ROWS / LOOKUP_COST;

  /** The smallest fragment in which looking anything up pays. */
  static final int MIN_ROWS = LOOKUP_COST;

  /** The values of a key that a scan's conditions leave; null if they do so for no key. */
  static @Nullable KeyLookup of(ScanPlan scan, Evaluation evaluation) {
    if (scan.conditions().isEmpty()) {
      return null;
    }
    Schema schema = scan.table().schema();
    for (Key key : schema.keys()) {
      List<List<Object>> values = values(scan, key, evaluation);
      if (values != null) {
        return of(schema, key, values);
      }
    }
    return null;
  }

  /** The values of each column; null if there are too many, or not only some. */
  private static @Nullable List<List<Object>> values(
      ScanPlan scan, Key key, Evaluation evaluation) {
    List<List<Object>> all = new ArrayList<>();
    long combinations = 1;
    for (int field : key.columns()) {
      List<Object> values = values(scan, field, evaluation);
      combinations *= values == null ? 0 : values.size();
      if (values == null || combinations > MAX_VALUES) {
        return null;
      }
      all.add(values);
    }
    return all;
  }

  private static @Nullable List<Object> values(ScanPlan scan, int field, Evaluation evaluation) {
    int column = scan.fields().indexOf(field);
    if (column < 0) {
      return null;
    }
    DataType type = scan.table().schema().fields().get(field).type();
    for (Predicate condition : scan.conditions()) {
      List<Object> points = condition.points(column, evaluation);
      if (points != null) {
        List<Object> values = new ArrayList<>();
        for (Object point : points) {
          Object value = KeyValues.as(type, point);
          if (value == null) {
            return null;
          }
          values.add(value);
        }
        return values;
      }
    }
    return null;
  }

  private static KeyLookup of(Schema schema, Key key, List<List<Object>> values) {
    List<ColumnBuilder> columns =
        key.columns().stream().map(c -> ColumnBuilder.of(schema.fields().get(c).type())).toList();
    int combinations = values.stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
    for (int i = 0; i < combinations; i++) {
      int rest = i;
      for (int c = 0; c < values.size(); c++) {
        List<Object> of = values.get(c);
        columns.get(c).append(of.get(rest % of.size()));
        rest /= of.size();
      }
    }
    return of(schema, key, new KeyColumns(columns.stream().map(ColumnBuilder::build).toList()));
  }

  /** The values of a key that some rows have. */
  static KeyLookup of(Schema schema, Key key, KeyColumns rows) {
    long[] hashes = new long[rows.size()];
    int count = 0;
    for (int row = 0; row < hashes.length; row++) {
      if (rows.hasKey(row)) {
        hashes[count++] = rows.hash(row);
      }
    }
    return new KeyLookup(
        key, schema.fieldIds(key), Arrays.stream(hashes, 0, count).distinct().toArray());
  }

  /** The rows of a fragment to look at, ascending; null if all are. */
  int @Nullable [] rows(Fragment fragment) {
    if ((long) hashes.length * LOOKUP_COST > fragment.physicalRows()) {
      return null;
    }
    Optional<KeyIndex> keys = fragment.keys(fieldIds);
    return keys.isEmpty() ? null : rows(keys.get());
  }

  private int[] rows(KeyIndex keys) {
    int[] rows = new int[hashes.length];
    int count = 0;
    for (long hash : hashes) {
      int at = keys.find(hash);
      for (; at >= 0 && at < keys.keys() && keys.hash(at) == hash; at++) {
        if (count == rows.length) {
          rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = keys.row(at);
      }
    }
    int[] found = Arrays.copyOf(rows, count);
    Arrays.sort(found);
    return found;
  }
}
