package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.operator.HeldMemory;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.IntColumn;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows that a MERGE changes, none of them twice. For one thread. */
final class ChangedRows implements AutoCloseable {
  /** Columns that say where a row is. */
  static final int ADDRESS_COLUMNS = 2;

  /** An offset in an array that doubles as it grows, and a bit of a sparse set. */
  private static final int ROW_BYTES = 2 * Integer.BYTES + 1;

  private final TableName table;
  private final String operation;
  private final List<Fragment> fragments;
  private final Map<Integer, BitSet> seen = new HashMap<>();
  private final RowSet rows = new RowSet();
  private final HeldMemory memory;

  ChangedRows(Execution execution, TableName table, String operation) {
    this.table = table;
    this.operation = operation;
    this.fragments = execution.snapshot().table(table).map(t -> t.fragments()).orElse(List.of());
    this.memory = execution.session().memory().share(() -> "Merge(" + table + ")");
  }

  /**
   * Takes the rows of a batch, whose first two columns say where they are.
   *
   * @throws QuiverException ROW_CHANGED_TWICE
   */
  void add(Batch batch) {
    memory.reserve((long) ROW_BYTES * batch.size());
    IntColumn fragment = (IntColumn) batch.column(0);
    IntColumn offset = (IntColumn) batch.column(1);
    for (int i = 0; i < batch.size(); i++) {
      int number = fragment.values()[i];
      int row = offset.values()[i];
      BitSet taken = seen.computeIfAbsent(number, f -> new BitSet());
      if (taken.get(row)) {
        throw new QuiverException(
            ErrorCode.ROW_CHANGED_TWICE,
            operation,
            table,
            "more than one row of the source matches it");
      }
      taken.set(row);
      rows.add(fragments.get(number).id(), row);
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  RowSet rows() {
    return rows;
  }

  @Override
  public void close() {
    memory.close();
  }
}
