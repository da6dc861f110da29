package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TableLayoutTest {
  private static final Output PLAIN = Output.plain(new PrintWriter(new StringWriter()), 0);

  private static final List<TableLayout.Column> COLUMNS =
      List.of(new TableLayout.Column("id", true), new TableLayout.Column("text", false));

  @Test
  void numbersStandRightAndTextLeft() {
    assertThat(draw(0, row("1", "hello"), row("12", "x")))
        .containsExactly(" id │ text", "────┼───────", "  1 │ hello", " 12 │ x");
  }

  @Test
  void theWidestColumnGivesWay() {
    assertThat(draw(20, row("1", "a sentence of many words")))
        .containsExactly(" id │ text", "────┼───────────────", "  1 │ a sentence o…");
  }

  @Test
  void wideCharactersAndAccentsAreMeasured() {
    assertThat(draw(0, row("1", "日本"), row("2", "e\u0301t"), row("3", "ab")))
        .containsExactly(" id │ text", "────┼──────", "  1 │ 日本", "  2 │ e\u0301t", "  3 │ ab");
    assertThat(TextWidth.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(TextWidth.cut("日本語", 4)).isEqualTo("日…");
  }

  @Test
  void aCellOfSeveralLinesTakesSeveralLines() {
    assertThat(draw(0, row("1", "a\nbc")))
        .containsExactly(" id │ text", "────┼──────", "  1 │ a", "    │ bc");
  }

  @Test
  void controlCharactersNeverReachTheTerminal() {
    assertThat(Cell.of("a\tb\u001b[31m\u0007").text()).isEqualTo("a b␛[31m␇");
  }

  @Property
  void noLineIsWiderThanTheTerminal(
      @ForAll @Size(min = 1, max = 6) List<String> texts, @ForAll @IntRange(min = 60) int width) {
    List<TableLayout.Column> columns = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (String text : texts) {
      columns.add(new TableLayout.Column("c" + columns.size(), columns.size() % 2 == 0));
      cells.add(Cell.of(text));
    }
    TableLayout layout = new TableLayout(columns, List.of(cells), width);
    assertThat(layout.header())
        .allSatisfy(l -> assertThat(TextWidth.of(l)).isLessThanOrEqualTo(width));
    assertThat(layout.row(cells, PLAIN))
        .allSatisfy(l -> assertThat(TextWidth.of(l)).isLessThanOrEqualTo(width));
  }

  private static List<Cell> row(String id, String text) {
    return List.of(Cell.of(id), Cell.of(text));
  }

  @SafeVarargs
  private static List<String> draw(int width, List<Cell>... rows) {
    TableLayout layout = new TableLayout(COLUMNS, List.of(rows), width);
    List<String> lines = new ArrayList<>(layout.header());
    for (List<Cell> row : rows) {
      lines.addAll(layout.row(row, PLAIN));
    }
    return lines;
  }
}
