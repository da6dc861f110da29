package dev.quiver.driver.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 has them, with a header. NULL is empty; an empty string is {@code ""}. */
final class CsvWriter implements ResultWriter {
  @Override
  public long write(ResultSet rows, BooleanSupplier stop, Output out) throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    StringJoiner header = new StringJoiner(",");
    for (int c = 1; c <= metaData.getColumnCount(); c++) {
      header.add(field(metaData.getColumnLabel(c)));
    }
    out.line(header.toString());
    long count = 0;
    while (!stop.getAsBoolean() && rows.next()) {
      StringJoiner line = new StringJoiner(",");
      for (int c = 1; c <= metaData.getColumnCount(); c++) {
        line.add(field(Values.whole(rows, c)));
      }
      out.line(line.toString());
      count++;
    }
    return count;
  }

  static String field(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean quoted =
        value.isEmpty() || value.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0) || padded(value);
    return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  private static boolean padded(String value) {
    return value.startsWith(" ") || value.endsWith(" ");
  }
}
