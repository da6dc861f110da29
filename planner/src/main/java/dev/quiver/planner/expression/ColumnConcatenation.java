package dev.quiver.planner.expression;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.type.DataType;
import java.util.List;

/** Puts columns of one type one after the other, of which there may be none. */
public final class ColumnConcatenation {
  private ColumnConcatenation() {}

  /** One column with the rows of all parts, in order. */
  public static Column of(DataType type, List<Column> parts) {
    if (parts.isEmpty()) {
      return Columns.empty(type);
    }
    return parts.size() == 1
        ? Columns.retype(parts.get(0), type)
        : dev.quiver.storage.column.ColumnConcatenation.of(type, parts);
  }
}
