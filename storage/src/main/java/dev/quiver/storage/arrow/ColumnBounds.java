package dev.quiver.storage.arrow;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.Column;

/** The statistics that a column would have in a file. */
public final class ColumnBounds {
  private ColumnBounds() {}

  public static ColumnStatistics of(Column column) {
    StatisticsBuilder builder = StatisticsBuilder.of(column.type());
    builder.add(column, 0, column.size());
    return builder.build();
  }
}
