package dev.quiver.driver.shell;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON objects, one a line.
 *
 * <p>Numbers and booleans are bare, vectors and arrays are arrays, binary values are hexadecimal
 * strings, all else is a string. Infinities and NaN, which JSON lacks, are strings.
 */
final class JsonLinesWriter implements ResultWriter {
  @Override
  public long write(ResultSet rows, BooleanSupplier stop, Output out) throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    long count = 0;
    while (!stop.getAsBoolean() && rows.next()) {
      StringJoiner object = new StringJoiner(", ", "{", "}");
      for (int c = 1; c <= metaData.getColumnCount(); c++) {
        object.add(string(metaData.getColumnLabel(c)) + ": " + value(rows, c));
      }
      out.line(object.toString());
      count++;
    }
    return count;
  }

  private static String value(ResultSet rows, int column) throws SQLException {
    Object value = rows.getObject(column);
    if (value instanceof Array array) {
      return json(array.getArray());
    }
    return isJsonKind(value) ? json(value) : string(String.valueOf(rows.getString(column)));
  }

  private static boolean isJsonKind(@Nullable Object value) {
    return value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof byte[]
        || value.getClass().isArray();
  }

  static String json(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? value.toString() : string(value.toString());
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof byte[] bytes) {
      return string(HexFormat.of().formatHex(bytes));
    }
    if (value.getClass().isArray()) {
      StringJoiner array = new StringJoiner(", ", "[", "]");
      for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
        array.add(json(java.lang.reflect.Array.get(value, i)));
      }
      return array.toString();
    }
    return string(value.toString());
  }

  static String string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
