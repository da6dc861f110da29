package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Which columns of a table the values of a statement go to. */
final class TargetColumns {
  private TargetColumns() {}

  /**
   * Positions in the schema, in the order of the names; all of them in order if there are no names.
   *
   * @throws dev.quiver.functions.error.QuiverException UNKNOWN_COLUMN, COLUMN_EXISTS
   */
  static List<Integer> of(TableName table, Schema schema, @Nullable List<? extends SqlNode> names) {
    if (names == null || names.isEmpty()) {
      return IntStream.range(0, schema.fields().size()).boxed().toList();
    }
    List<Integer> positions = new ArrayList<>();
    for (SqlNode name : names) {
      int position = of(table, schema, (SqlIdentifier) name);
      if (positions.contains(position)) {
        throw Positions.failure(
            name, ErrorCode.INVALID_QUERY, "column " + name + " is named twice");
      }
      positions.add(position);
    }
    return positions;
  }

  /** The position of one column, which may be qualified. */
  static int of(TableName table, Schema schema, SqlIdentifier name) {
    String column = name.names.get(name.names.size() - 1);
    return schema
        .indexOf(column)
        .orElseThrow(
            () -> Positions.failure(name, ErrorCode.UNKNOWN_COLUMN, column + " in table " + table));
  }
}
