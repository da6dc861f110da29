package dev.quiver.driver.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Column widths of a table, and its lines drawn with them.
 *
 * <p>The widths come from the first rows. When the table is wider than the terminal, the widest
 * columns give way, and their cells are cut; without a limit nothing is cut, and a later, longer
 * cell just runs over. The last column is not padded.
 */
final class TableLayout {
  private static final String RULE = " │ ";

  private final List<Column> columns;
  private final int[] widths;
  private final boolean limited;

  /** A column's heading, and whether its values stand to the right as numbers do. */
  record Column(String heading, boolean right) {}

  TableLayout(List<Column> columns, List<List<Cell>> firstRows, int maxWidth) {
    this.columns = columns;
    this.widths = new int[columns.size()];
    this.limited = maxWidth > 0;
    for (int c = 0; c < widths.length; c++) {
      int widest = TextWidth.of(columns.get(c).heading());
      for (List<Cell> row : firstRows) {
        widest = Math.max(widest, widestLine(row.get(c)));
      }
      widths[c] = widest;
    }
    if (limited) {
      shrinkTo(maxWidth - 2 - RULE.length() * (widths.length - 1));
    }
  }

  List<String> header() {
    List<String> names = new ArrayList<>();
    StringBuilder rule = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      names.add(fit(columns.get(c).heading(), c));
      rule.append(c == 0 ? "" : "┼").append("─".repeat(widths[c] + 2));
    }
    return List.of((" " + String.join(RULE, names)).stripTrailing(), rule.toString());
  }

  /** One row, more than one line if a cell has line feeds. */
  List<String> row(List<Cell> cells, Output out) {
    List<String[]> texts = new ArrayList<>();
    int height = 1;
    for (Cell cell : cells) {
      String[] lines = cell.text().split("\n", -1);
      texts.add(lines);
      height = Math.max(height, lines.length);
    }
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      List<String> parts = new ArrayList<>();
      for (int c = 0; c < widths.length; c++) {
        String[] lines = texts.get(c);
        String text = fit(i < lines.length ? lines[i] : "", c);
        parts.add(cells.get(c).isNull() ? out.dim(text) : text);
      }
      drawn.add((" " + String.join(RULE, parts)).stripTrailing());
    }
    return drawn;
  }

  private String fit(String text, int column) {
    String shown = limited ? TextWidth.cut(text, widths[column]) : text;
    int missing = widths[column] - TextWidth.of(shown);
    if (missing <= 0) {
      return shown;
    }
    String pad = " ".repeat(missing);
    return columns.get(column).right() ? pad + shown : shown + pad;
  }

  /** Lowers the ceiling on every column until the sum fits, but never below what can be read. */
  private void shrinkTo(int room) {
    int ceiling = Arrays.stream(widths).max().orElse(0);
    int floor = 6;
    while (ceiling > floor && sumUnder(ceiling) > room) {
      ceiling--;
    }
    int left = Math.max(0, room - sumUnder(ceiling));
    for (int c = 0; c < widths.length; c++) {
      if (widths[c] > ceiling) {
        int extra = left > 0 ? 1 : 0;
        left -= extra;
        widths[c] = ceiling + extra;
      }
    }
  }

  private int sumUnder(int ceiling) {
    return Arrays.stream(widths).map(w -> Math.min(w, ceiling)).sum();
  }

  private static int widestLine(Cell cell) {
    return cell.text().lines().mapToInt(TextWidth::of).max().orElse(0);
  }
}
