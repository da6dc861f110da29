package dev.quiver.driver.result;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds a column by its label without regard to case; of several, the first. */
final class ColumnLabels {
  private final List<ResultColumn> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  ColumnLabels(List<ResultColumn> columns) {
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      positions.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
    }
  }

  /** From 1. */
  int position(@Nullable String label) throws SQLException {
    Integer position = label == null ? null : positions.get(label.toLowerCase(Locale.ROOT));
    if (position == null) {
      String known = columns.stream().map(ResultColumn::label).collect(Collectors.joining(", "));
      throw SqlErrors.of(ErrorCode.UNKNOWN_COLUMN, "'" + label + "'; the result has " + known);
    }
    return position;
  }
}
