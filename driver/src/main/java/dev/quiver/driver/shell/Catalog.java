package dev.quiver.driver.shell;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables and columns as the shell lists and completes them, from the driver's DatabaseMetaData.
 *
 * <p>Nothing is kept: each call asks anew. System tables are listed only when named.
 */
final class Catalog {
  private final Connection connection;

  Catalog(Connection connection) {
    this.connection = connection;
  }

  /** A table or view of the database. */
  record Table(@Nullable String schema, String name, String type) {
    boolean isSystem() {
      return type.startsWith("SYSTEM") || "information_schema".equalsIgnoreCase(schema);
    }

    /** Whether a user's text means this table: {@code name} or {@code schema.name}. */
    boolean isCalled(String text) {
      String plain = text.replace("\"", "");
      return name.equalsIgnoreCase(plain) || (schema + "." + name).equalsIgnoreCase(plain);
    }
  }

  List<Table> all() throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (ResultSet row = connection.getMetaData().getTables(null, null, "%", null)) {
      while (row.next()) {
        String type = row.getString("TABLE_TYPE");
        tables.add(
            new Table(
                row.getString("TABLE_SCHEM"),
                String.valueOf(row.getString("TABLE_NAME")),
                type == null ? "TABLE" : type));
      }
    }
    return tables;
  }

  /** What {@code \d} shows. */
  CatalogTable tables() throws SQLException {
    List<List<Cell>> rows = new ArrayList<>();
    for (Table table : all()) {
      if (!table.isSystem()) {
        rows.add(
            List.of(
                cell(table.schema()),
                Cell.of(table.name()),
                Cell.of(table.type().toLowerCase(Locale.ROOT))));
      }
    }
    return new CatalogTable(headings("schema", "table", "type"), rows);
  }

  /** What {@code \d TABLE} shows. */
  CatalogTable columns(String name) throws SQLException, ShellException {
    Table table = find(name);
    Map<String, Integer> key = primaryKey(table);
    List<List<Cell>> rows = new ArrayList<>();
    try (ResultSet row = columnRows(table)) {
      while (row.next()) {
        String column = String.valueOf(row.getString("COLUMN_NAME"));
        boolean nullable = row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        Integer position = key.get(column);
        rows.add(
            List.of(
                Cell.of(column),
                Cell.of(typeName(row)),
                Cell.of(nullable ? "" : "NOT NULL"),
                Cell.of(keyText(position, key.size())),
                Cell.of(orEmpty(row.getString("COLUMN_DEF"))),
                Cell.of(orEmpty(row.getString("REMARKS")))));
      }
    }
    return withoutEmpty(
        new CatalogTable(headings("column", "type", "null", "key", "default", "comment"), rows));
  }

  /** The names of a table's columns, for completion. */
  List<String> columnNames(Table table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet row = columnRows(table)) {
      while (row.next()) {
        names.add(String.valueOf(row.getString("COLUMN_NAME")));
      }
    }
    return names;
  }

  private Table find(String name) throws SQLException, ShellException {
    for (Table table : all()) {
      if (table.isCalled(name)) {
        return table;
      }
    }
    throw new ShellException("no table " + name + "; \\d lists them");
  }

  private ResultSet columnRows(Table table) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String escape = metaData.getSearchStringEscape();
    return metaData.getColumns(
        null, pattern(table.schema(), escape), pattern(table.name(), escape), "%");
  }

  private Map<String, Integer> primaryKey(Table table) throws SQLException {
    Map<String, Integer> key = new HashMap<>();
    try (ResultSet row =
        connection.getMetaData().getPrimaryKeys(null, table.schema(), table.name())) {
      while (row.next()) {
        key.put(String.valueOf(row.getString("COLUMN_NAME")), row.getInt("KEY_SEQ"));
      }
    }
    return key;
  }

  private static @Nullable String pattern(@Nullable String name, String escape) {
    return name == null
        ? null
        : name.replace(escape, escape + escape)
            .replace("_", escape + "_")
            .replace("%", escape + "%");
  }

  /** The type with its length, which JDBC keeps apart. */
  private static String typeName(ResultSet row) throws SQLException {
    String name = String.valueOf(row.getString("TYPE_NAME"));
    int size = row.getInt("COLUMN_SIZE");
    if (name.contains("(")) {
      return name;
    }
    return switch (name) {
      case "VECTOR" -> name + "(" + size + ")";
      case "DECIMAL" -> name + "(" + size + ", " + row.getInt("DECIMAL_DIGITS") + ")";
      default -> name;
    };
  }

  private static String keyText(@Nullable Integer position, int columns) {
    if (position == null) {
      return "";
    }
    return columns > 1 ? "primary " + position : "primary";
  }

  private static CatalogTable withoutEmpty(CatalogTable table) {
    List<Integer> kept = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      int column = c;
      if (c < 2 || table.rows().stream().anyMatch(row -> !row.get(column).text().isEmpty())) {
        kept.add(c);
      }
    }
    return new CatalogTable(
        kept.stream().map(table.columns()::get).toList(),
        table.rows().stream().map(row -> kept.stream().map(row::get).toList()).toList());
  }

  private static List<TableLayout.Column> headings(String... names) {
    return java.util.Arrays.stream(names).map(n -> new TableLayout.Column(n, false)).toList();
  }

  private static Cell cell(@Nullable String text) {
    return Cell.of(orEmpty(text));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
