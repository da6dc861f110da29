package dev.quiver.driver.shell;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values of a result's rows as text: whole for programs, short for people. */
final class Values {
  private static final int SHOWN_ELEMENTS = 2;
  private static final int LONGEST_WHOLE = 4;
  private static final int SHOWN_BYTES = 8;

  /** Numbers as they are. */
  static final Values EXACT = new Values(-1);

  private final int decimals;

  private Values(int decimals) {
    this.decimals = decimals;
  }

  /** REAL and DOUBLE values of a table's cells with so many decimals. */
  static Values rounded(int decimals) {
    return new Values(decimals);
  }

  /** Whether a column's values are numbers, by its {@link Types} code. */
  static boolean isNumeric(ResultSetMetaData columns, int column) throws SQLException {
    return switch (columns.getColumnType(column)) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  /** The whole value as Quiver writes it; null for NULL. */
  static @Nullable String whole(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value == null ? null : row.getString(column);
  }

  /** The value for a table's cell: vectors and bytes by their beginning and their length. */
  Cell brief(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value == null) {
      return Cell.NULL;
    }
    if (value instanceof float[] vector && vector.length > LONGEST_WHOLE) {
      return Cell.of(brief(vector));
    }
    if (value instanceof byte[] bytes) {
      return Cell.of(brief(bytes));
    }
    if (decimals >= 0 && (value instanceof Float || value instanceof Double)) {
      return Cell.of(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }
    return Cell.of(String.valueOf(row.getString(column)));
  }

  /** A long vector as {@code [0.120, -0.034, … 384]}. */
  static String brief(float[] vector) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < SHOWN_ELEMENTS; i++) {
      text.append(brief(vector[i])).append(", ");
    }
    return text.append("… ").append(vector.length).append(']').toString();
  }

  private static String brief(float element) {
    return Math.abs(element) < 1e6f
        ? String.format(Locale.ROOT, "%.3f", element)
        : String.valueOf(element);
  }

  static String brief(byte[] bytes) {
    HexFormat hex = HexFormat.of();
    if (bytes.length <= SHOWN_BYTES) {
      return hex.formatHex(bytes);
    }
    return hex.formatHex(bytes, 0, SHOWN_BYTES) + "… " + bytes.length + " bytes";
  }
}
