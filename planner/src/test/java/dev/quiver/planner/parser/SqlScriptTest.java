package dev.quiver.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

  @Test
  void semicolonsInQuotesAndCommentsSeparateNothing() {
    String script =
        """
        -- first; comment
        SELECT 'a;b', "c;d" /* e; f */;
        ;
        INSERT INTO t VALUES (E'it\\'s; here', U&'x;y');

        SELECT 1 // the last; one
        """;
    assertThat(SqlScript.split(script))
        .containsExactly(
            new SqlScript.Piece("SELECT 'a;b', \"c;d\"", 2),
            new SqlScript.Piece("INSERT INTO t VALUES (E'it\\'s; here', U&'x;y')", 4),
            new SqlScript.Piece("SELECT 1", 6));
  }

  @Test
  void knowsWhetherAStatementIsFinished() {
    assertThat(SqlScript.isComplete("SELECT 1;")).isTrue();
    assertThat(SqlScript.isComplete("SELECT 1; -- yes")).isTrue();
    assertThat(SqlScript.isComplete("")).isTrue();
    assertThat(SqlScript.isComplete("SELECT 1")).isFalse();
    assertThat(SqlScript.isComplete("SELECT ';")).isFalse();
    assertThat(SqlScript.isComplete("SELECT 1 /* ;")).isFalse();
  }
}
