package dev.quiver.storage.table;

import java.util.HashSet;
import java.util.List;

/**
 * Columns of which no two rows of a table have the same values; a row with a NULL among them is
 * like no other.
 *
 * @param name of the constraint; empty for the primary key
 * @param columns their positions in the schema, in the key's order
 */
public record Key(String name, List<Integer> columns) {
  public Key {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException("a key of the columns " + columns);
    }
  }

  public boolean isPrimary() {
    return name.isEmpty();
  }
}
