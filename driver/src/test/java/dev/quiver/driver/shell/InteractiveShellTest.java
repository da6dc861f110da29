package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class InteractiveShellTest {
  @Test
  void statementsOfSeveralLinesRunAndFailuresDoNotEndTheShell() throws Exception {
    String printed =
        type(
            """
            SELECT 1 AS a,
              'x' AS b;
            SELECT nope;
            \\nonsense
            SELECT 'still here' AS c;
            \\q
            SELECT 'never' AS d;
            """);
    assertThat(printed)
        .contains(" a │ b", " 1 │ x", "(1 row, ")
        .contains("ERROR 42S22: ")
        .contains("ERROR: unknown command \\nonsense")
        .contains(" still here")
        .doesNotContain(" never");
  }

  @Test
  void enterEndsWhatIsComplete() {
    SqlLineParser parser = new SqlLineParser();
    assertThatThrownBy(() -> parser.parse("SELECT 1", 8, Parser.ParseContext.ACCEPT_LINE))
        .isInstanceOf(EOFError.class);
    assertThat(parser.parse("SELECT 1;", 9, Parser.ParseContext.ACCEPT_LINE).line())
        .isEqualTo("SELECT 1;");
    ParsedLine unfinished = parser.parse("SELECT d.te", 11, Parser.ParseContext.COMPLETE);
    assertThat(unfinished.word()).isEqualTo("d.te");
  }

  @Test
  void completionKnowsTablesColumnsKeywordsAndCommands() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE docs (id INTEGER, text VARCHAR)");
      statement.execute("CREATE TABLE other (x INTEGER)");
      SqlCompleter completer = new SqlCompleter(new Catalog(connection));

      String from = "SELECT * FROM d";
      assertThat(completer.texts(from, from.length(), "d")).containsExactly("docs", "other");
      String select = "SELECT t FROM docs";
      assertThat(completer.texts(select, 8, "t"))
          .contains("text", "id", "true")
          .doesNotContain("x");
      assertThat(completer.texts("SEL", 3, "SEL")).contains("SELECT").doesNotContain("select");
      String qualified = "SELECT docs. FROM docs";
      assertThat(completer.texts(qualified, 12, "docs.")).contains("docs.id", "docs.text");
      assertThat(completer.texts("\\", 1, "\\")).contains("\\d", "\\timing");
      String described = "\\d o";
      assertThat(completer.texts(described, 4, "o")).containsExactly("docs", "other");
    }
  }

  @Test
  void theBannerShowsNoPassword() throws Exception {
    assertThat(type("\\q\n", "jdbc:quiver:mem:banner?user=ann&password=s3cret"))
        .contains("jdbc:quiver:mem:banner?user=ann (")
        .doesNotContain("s3cret");
  }

  private static String type(String keys) throws Exception {
    return type(keys, "jdbc:quiver:");
  }

  private static String type(String keys, String url) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayInputStream typed = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
    try (Terminal terminal =
        new DumbTerminal("test", "dumb", typed, printed, StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(80, 24));
      InteractiveShell.run(terminal, OptionParser.parse(url));
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
