package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSplitterTest {
  @Test
  void statementsEndAtSemicolonsAndKnowTheirLines() {
    assertThat(ScriptSplitter.split("SELECT 1;\n\n SELECT\n 2 ; SELECT 3"))
        .containsExactly(
            new ScriptPart.Sql("SELECT 1", 1),
            new ScriptPart.Sql("SELECT\n 2", 3),
            new ScriptPart.Sql("SELECT 3", 4));
  }

  @Test
  void semicolonsInQuotesAndCommentsEndNothing() {
    assertThat(ScriptSplitter.split("SELECT ';''', \"a;b\" -- no; end\n /* nor; here */ ;SELECT 2"))
        .containsExactly(
            new ScriptPart.Sql("SELECT ';''', \"a;b\" -- no; end\n /* nor; here */", 1),
            new ScriptPart.Sql("SELECT 2", 2));
  }

  @Test
  void commandsAreLinesWhereAStatementCouldStart() {
    assertThat(ScriptSplitter.split("\\d docs\nSELECT 1\n\\x;\\x on\n"))
        .containsExactly(
            new ScriptPart.Command("\\d docs", 1),
            new ScriptPart.Sql("SELECT 1\n\\x", 2),
            new ScriptPart.Command("\\x on", 3));
  }

  @Test
  void commentsAloneAreNoStatement() {
    assertThat(ScriptSplitter.split("-- nothing\n/* at all */\n;;\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  \n", "SELECT 1;", "SELECT 1; -- done", "\\q", "SELECT ';' ;", "-- only"})
  void isComplete(String text) {
    assertThat(ScriptSplitter.isComplete(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT ';",
        "SELECT \"a;",
        "SELECT 1 -- ;",
        "SELECT 1; SELECT 2",
        "/* open;",
        "SELECT 1 /* ; */"
      })
  void isNotComplete(String text) {
    assertThat(ScriptSplitter.isComplete(text)).isFalse();
  }

  @Property
  void anyTextIsSplitWithoutLosingAStatement(
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String word,
      @ForAll @StringLength(max = 30) String noise) {
    String quoted = "'" + noise.replace("'", "''") + "'";
    assertThat(ScriptSplitter.split("SELECT x" + word + ";SELECT " + quoted + ";SELECT 3"))
        .extracting(part -> ((ScriptPart.Sql) part).text())
        .containsExactly("SELECT x" + word, "SELECT " + quoted, "SELECT 3");
  }

  @Property
  void noTextMakesTheSplitterFail(@ForAll @StringLength(max = 50) String text) {
    assertThat(ScriptSplitter.split(text)).allSatisfy(p -> assertThat(p.line()).isPositive());
  }
}
