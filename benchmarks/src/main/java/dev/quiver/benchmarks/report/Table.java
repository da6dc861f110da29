package dev.quiver.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of text that is printed as Markdown, columns aligned. */
public final class Table {
  private final List<String[]> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(header);
  }

  /** A number is printed with three significant digits. */
  public Table row(Object... cells) {
    String[] texts = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      texts[i] = cells[i] instanceof Double number ? round(number) : String.valueOf(cells[i]);
    }
    rows.add(texts);
    return this;
  }

  public void print(String title) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    System.out.printf("%n### %s%n%n", title);
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder("|");
      for (int c = 0; c < columns; c++) {
        line.append(String.format(" %-" + widths[c] + "s |", rows.get(r)[c]));
      }
      System.out.println(line);
      if (r == 0) {
        System.out.println("|" + " --- |".repeat(columns));
      }
    }
  }

  public static String round(double value) {
    if (value == 0 || Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }
}
