package dev.quiver.storage.key;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.lookup.KeyColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The values of one key in the rows that one appender has taken, all different. For one thread. */
final class KeySet {
  private final List<Integer> key;
  private final KeyTable table = new KeyTable();
  private final List<KeyColumns> batches = new ArrayList<>();
  private final List<Integer> firstRows = new ArrayList<>();
  private int rows;

  /**
   * @param columns of the key
   */
  KeySet(List<Integer> columns) {
    this.key = columns;
  }

  /** Adds the keys of a batch, or, if one of them is there already, none but returns that key. */
  Optional<String> add(Batch batch) {
    KeyColumns keys = new KeyColumns(key.stream().map(batch::column).toList());
    int first = rows;
    batches.add(keys);
    firstRows.add(first);
    table.reserve(batch.size());
    rows += batch.size();
    for (int row = 0; row < batch.size(); row++) {
      if (!keys.hasKey(row)) {
        continue;
      }
      long hash = keys.hash(row);
      if (contains(keys, row, hash)) {
        removeLast(row);
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
    int found = Collections.binarySearch(firstRows, row);
    return found >= 0 ? found : -found - 2;
  }

  /** Takes the keys of the batch out that was added last. */
  void removeLast() {
    removeLast(batches.get(batches.size() - 1).size());
  }

  /** Likewise, of which so many rows were added. */
  private void removeLast(int end) {
    int last = batches.size() - 1;
    KeyColumns keys = batches.remove(last);
    rows = firstRows.remove(last);
    for (int row = end - 1; row >= 0; row--) {
      if (keys.hasKey(row)) {
        table.removeLast(keys.hash(row), rows + row);
      }
    }
  }
}
