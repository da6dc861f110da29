package dev.quiver.storage.key;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of the rows that one appender has taken, all different. For one thread. */
public final class AddedKeys {
  private final Schema schema;
  private final KeyTable table = new KeyTable();
  private final List<KeyColumns> batches = new ArrayList<>();
  private final List<Integer> firstRows = new ArrayList<>();

  public AddedKeys(Schema schema) {
    this.schema = schema;
  }

  /** Adds the keys of a batch, or, if one of them is there already, none but returns that key. */
  public Optional<String> add(Batch batch) {
    if (batch.size() == 0) {
      return Optional.empty();
    }
    KeyColumns keys = new KeyColumns(schema.primaryKey().stream().map(batch::column).toList());
    int first = table.count();
    batches.add(keys);
    firstRows.add(first);
    table.reserve(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      long hash = keys.hash(row);
      if (contains(keys, row, hash)) {
        removeFrom(keys, first, row);
        return Optional.of(keys.show(row));
      }
      table.add(hash, first + row);
    }
    return Optional.empty();
  }

  private boolean contains(KeyColumns keys, int row, long hash) {
    for (int slot = table.find(hash); slot >= 0; slot = table.next(slot)) {
      if (keys.hashIsExact()) {
        return true;
      }
      int other = table.row(slot);
      int batch = batchOf(other);
      if (keys.sameKey(row, batches.get(batch), other - firstRows.get(batch))) {
        return true;
      }
    }
    return false;
  }

  private int batchOf(int row) {
    int found = java.util.Collections.binarySearch(firstRows, row);
    return found >= 0 ? found : -found - 2;
  }

  private void removeFrom(KeyColumns keys, int first, int end) {
    for (int row = end - 1; row >= 0; row--) {
      table.removeLast(keys.hash(row), first + row);
    }
    batches.remove(batches.size() - 1);
    firstRows.remove(firstRows.size() - 1);
  }
}
