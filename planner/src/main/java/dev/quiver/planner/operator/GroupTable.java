package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import java.util.List;

/**
 * Numbers distinct keys from 0 in the order in which they first come. NULL keys are equal to each
 * other.
 */
abstract class GroupTable {
  static final int ABSENT = -1;

  /** The fastest table for keys of some types. */
  static GroupTable of(List<DataType> types) {
    if (types.size() == 1) {
      switch (Comparisons.form(types.get(0))) {
        case LONGS, DOUBLES -> {
          return new LongGroups();
        }
        case BYTES -> {
          return new BytesGroups();
        }
        case OBJECTS -> {}
      }
    }
    return new GroupTable() {
      private final BytesGroups encoded = new BytesGroups();

      @Override
      void number(List<Column> keys, int rows, int[] groups, boolean insert) {
        BytesColumn bytes = KeyEncoder.encode(keys, rows);
        encoded.number(List.of(bytes), rows, groups, insert);
      }

      @Override
      int size() {
        return encoded.size();
      }

      @Override
      long heldBytes() {
        return encoded.heldBytes();
      }
    };
  }

  /**
   * Writes the number of each row's key to {@code groups}; an unknown key gets the next number if
   * it is to be inserted, else {@link #ABSENT}.
   */
  abstract void number(List<Column> keys, int rows, int[] groups, boolean insert);

  /** Keys so far. */
  abstract int size();

  /** The memory that the table takes. */
  abstract long heldBytes();
}
