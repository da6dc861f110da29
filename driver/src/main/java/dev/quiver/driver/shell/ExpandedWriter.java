package dev.quiver.driver.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Each row as a block of its own, one line a column: {@code \x}, for rows too wide for a table. */
final class ExpandedWriter implements ResultWriter {
  @Override
  public long write(ResultSet rows, BooleanSupplier stop, Output out) throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    int nameWidth = 0;
    for (int c = 1; c <= metaData.getColumnCount(); c++) {
      nameWidth = Math.max(nameWidth, TextWidth.of(metaData.getColumnLabel(c)));
    }
    long count = 0;
    while (!stop.getAsBoolean() && rows.next()) {
      count++;
      String title = "─ row " + count + " ";
      out.line(title + "─".repeat(Math.max(0, nameWidth + 10 - title.length())));
      for (int c = 1; c <= metaData.getColumnCount(); c++) {
        String name = metaData.getColumnLabel(c);
        line(name + " ".repeat(nameWidth - TextWidth.of(name)), Values.EXACT.brief(rows, c), out);
      }
    }
    return count;
  }

  private static void line(String name, Cell cell, Output out) {
    String indent = "\n" + " ".repeat(TextWidth.of(name)) + " │ ";
    String text = cell.text().replace("\n", indent);
    out.line(name + " │ " + (cell.isNull() ? out.dim(text) : text));
  }
}
