package dev.quiver.planner.operator;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that a vector search gives, in order; the same row may be there several times.
 *
 * @param rows each the fragment's number in the upper half and the row's offset in the lower
 * @param distances NaN for none
 */
record Winners(long[] rows, double[] distances) {
  /** The address and the distance of a row, and those addresses in order. */
  private static final int ROW_BYTES = 3 * Long.BYTES;

  /** Those after the first so many. */
  Winners after(long offset) {
    int from = (int) Math.min(offset, rows.length);
    return from == 0
        ? this
        : new Winners(
            Arrays.copyOfRange(rows, from, rows.length),
            Arrays.copyOfRange(distances, from, rows.length));
  }

  /** Loads the columns of the plan for these rows, which are held. */
  DenseBatch load(
      VectorSearchPlan plan,
      List<Fragment> fragments,
      ExecutionContext context,
      HeldMemory memory) {
    memory.reserve((long) ROW_BYTES * rows.length);
    List<Field> schema = plan.candidates().table().schema().fields();
    int[] fieldIds =
        plan.fields().stream()
            .filter(field -> field < schema.size())
            .mapToInt(field -> schema.get(field).id())
            .toArray();
    List<DataType> types = new ArrayList<>();
    for (int field : plan.fields()) {
      if (field < schema.size()) {
        types.add(schema.get(field).type());
      }
    }
    DenseBatch loaded = loaded(fragments, fieldIds, types, context, memory);
    List<Column> columns = new ArrayList<>();
    int next = 0;
    for (int field : plan.fields()) {
      columns.add(field < schema.size() ? loaded.column(next++) : address(field == schema.size()));
    }
    if (plan.givesDistance()) {
      columns.add(distanceColumn());
    }
    return new DenseBatch(rows.length, columns);
  }

  private DenseBatch loaded(
      List<Fragment> fragments,
      int[] fieldIds,
      List<DataType> types,
      ExecutionContext context,
      HeldMemory memory) {
    if (fieldIds.length == 0) {
      return new DenseBatch(rows.length, List.of());
    }
    long[] sorted = Arrays.stream(rows).sorted().distinct().toArray();
    List<DenseBatch> parts = new ArrayList<>();
    int at = 0;
    while (at < sorted.length) {
      context.checkCancelled();
      int fragment = (int) (sorted[at] >>> 32);
      int count = 0;
      int[] offsets = new int[sorted.length - at];
      while (at < sorted.length && (int) (sorted[at] >>> 32) == fragment) {
        offsets[count++] = (int) sorted[at++];
      }
      try (FragmentReader reader = fragments.get(fragment).open(fieldIds)) {
        DenseBatch part =
            Batches.materialise(reader.read(0, reader.physicalRows()).select(offsets, count));
        memory.reserve(HeapBytes.of(part));
        parts.add(part);
      }
    }
    int[] order = new int[rows.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = Arrays.binarySearch(sorted, rows[i]);
    }
    return Batches.concatenate(types, parts).select(order, order.length);
  }

  private Column address(boolean fragment) {
    int[] values = new int[rows.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) (fragment ? rows[i] >>> 32 : rows[i]);
    }
    return new IntColumn(SimpleType.INTEGER, values.length, values, null);
  }

  private Column distanceColumn() {
    boolean[] nulls = null;
    for (int i = 0; i < distances.length; i++) {
      if (Double.isNaN(distances[i])) {
        nulls = nulls == null ? new boolean[distances.length] : nulls;
        nulls[i] = true;
      }
    }
    return new DoubleColumn(SimpleType.DOUBLE, distances.length, distances, nulls);
  }
}
