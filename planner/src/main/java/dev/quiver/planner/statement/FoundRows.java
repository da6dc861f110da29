package dev.quiver.planner.statement;

import dev.quiver.planner.operator.HeldMemory;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.IntColumn;
import java.util.List;

/** Collects the rows that a query over an addressed table found. For one thread. */
final class FoundRows implements AutoCloseable {
  /** An offset in an array that doubles as it grows. */
  private static final int ROW_BYTES = 2 * Integer.BYTES;

  private final List<Fragment> fragments;
  private final RowSet rows = new RowSet();
  private final HeldMemory memory;

  /**
   * @param execution the one that the query reads in
   * @param operation what they are collected for
   */
  FoundRows(Execution execution, TableName table, String operation) {
    this.fragments = execution.snapshot().table(table).map(t -> t.fragments()).orElse(List.of());
    this.memory = execution.session().memory().share(() -> operation + "(" + table + ")");
  }

  /** Takes the rows of a batch, whose first two columns say where they are. */
  void add(Batch batch) {
    memory.reserve((long) ROW_BYTES * batch.size());
    IntColumn fragment = (IntColumn) batch.column(0);
    IntColumn offset = (IntColumn) batch.column(1);
    for (int i = 0; i < batch.size(); i++) {
      rows.add(fragments.get(fragment.values()[i]).id(), offset.values()[i]);
    }
  }

  RowSet rows() {
    return rows;
  }

  @Override
  public void close() {
    memory.close();
  }
}
