package dev.quiver.driver.shell;

import java.util.List;

/** Rows that the shell made itself, to print as a table. */
record CatalogTable(List<TableLayout.Column> columns, List<List<Cell>> rows) {
  CatalogTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
