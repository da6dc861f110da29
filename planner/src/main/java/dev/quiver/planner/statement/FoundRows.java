package dev.quiver.planner.statement;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.IntColumn;
import java.util.List;

/** Collects the rows that a query over an addressed table found. For one thread. */
final class FoundRows {
  private final List<Fragment> fragments;
  private final RowSet rows = new RowSet();

  /**
   * @param snapshot the one that the query reads
   */
  FoundRows(Snapshot snapshot, TableName table) {
    this.fragments = snapshot.table(table).map(t -> t.fragments()).orElse(List.of());
  }

  /** Takes the rows of a batch, whose first two columns say where they are. */
  void add(Batch batch) {
    IntColumn fragment = (IntColumn) batch.column(0);
    IntColumn offset = (IntColumn) batch.column(1);
    for (int i = 0; i < batch.size(); i++) {
      rows.add(fragments.get(fragment.values()[i]).id(), offset.values()[i]);
    }
  }

  RowSet rows() {
    return rows;
  }
}
