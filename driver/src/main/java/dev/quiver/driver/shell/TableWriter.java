package dev.quiver.driver.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Rows as a table. Holds a thousand rows at a time; the first thousand decide the widths.
 *
 * <p>A result of one column whose values have several lines, such as a plan, is printed as it is.
 */
final class TableWriter implements ResultWriter {
  private static final int CHUNK_ROWS = 1000;

  private final Values values;

  TableWriter(Values values) {
    this.values = values;
  }

  @Override
  public long write(ResultSet rows, BooleanSupplier stop, Output out) throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    List<TableLayout.Column> columns = new ArrayList<>();
    for (int c = 1; c <= metaData.getColumnCount(); c++) {
      columns.add(
          new TableLayout.Column(metaData.getColumnLabel(c), Values.isNumeric(metaData, c)));
    }
    List<List<Cell>> chunk = chunk(rows, columns.size(), stop);
    if (columns.size() == 1 && chunk.stream().anyMatch(row -> row.get(0).text().contains("\n"))) {
      return writeLines(rows, chunk, stop, out);
    }
    TableLayout layout = new TableLayout(columns, chunk, out.width());
    layout.header().forEach(out::line);
    long count = 0;
    while (!chunk.isEmpty()) {
      for (List<Cell> row : chunk) {
        layout.row(row, out).forEach(out::line);
      }
      count += chunk.size();
      chunk = stop.getAsBoolean() ? List.of() : chunk(rows, columns.size(), stop);
    }
    return count;
  }

  private long writeLines(ResultSet rows, List<List<Cell>> first, BooleanSupplier stop, Output out)
      throws SQLException {
    long count = 0;
    List<List<Cell>> chunk = first;
    while (!chunk.isEmpty()) {
      chunk.forEach(row -> row.get(0).text().stripTrailing().lines().forEach(out::line));
      count += chunk.size();
      chunk = stop.getAsBoolean() ? List.of() : chunk(rows, 1, stop);
    }
    return count;
  }

  private List<List<Cell>> chunk(ResultSet rows, int width, BooleanSupplier stop)
      throws SQLException {
    List<List<Cell>> chunk = new ArrayList<>();
    while (chunk.size() < CHUNK_ROWS && !stop.getAsBoolean() && rows.next()) {
      List<Cell> row = new ArrayList<>(width);
      for (int c = 1; c <= width; c++) {
        row.add(values.brief(rows, c));
      }
      chunk.add(row);
    }
    return chunk;
  }
}
