package dev.quiver.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiftedTextTest {
  private static final String NUMBERS = numbers(16);

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i % 2 == 0 ? i + ".5" : "-" + i + "e-1")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'#'", "VECTOR '#'", "ARRAY#", "array #", "vector\n'#'"})
  void liftsEverySpelling(String literal) {
    LiftedText text =
        LiftedText.of(
            "SELECT id FROM t ORDER BY v <-> " + literal.replace("#", NUMBERS) + " LIMIT 3");
    assertThat(text.lifted()).isEqualTo("SELECT id FROM t ORDER BY v <-> ? LIMIT 3");
    assertThat(text.isLifted()).isTrue();
    assertThat(text.parameters()).hasSize(1);
    assertThat(text.parameters().get(0)).hasSize(16).startsWith(0.5f, -0.1f, 2.5f);
  }

  @Test
  void parametersKeepTheirOrder() {
    LiftedText text =
        LiftedText.of(
            "SELECT ?, v <-> '"
                + NUMBERS
                + "', '?' /* ? */ FROM t WHERE \"?\" = ? -- ?\n AND w <-> ARRAY"
                + NUMBERS
                + " < ?");
    assertThat(text.lifted())
        .isEqualTo("SELECT ?, v <-> ?, '?' /* ? */ FROM t WHERE \"?\" = ? -- ?\n AND w <-> ? < ?");
    assertThat(text.parameters().stream().map(p -> p == null ? "?" : "vector"))
        .containsExactly("?", "vector", "?", "vector", "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '[1, 2, 3]'",
        "SELECT E'#'",
        "SELECT \"#\" FROM t",
        "SELECT 1 -- '#'",
        "SELECT /* '#' */ 1",
        "SELECT 'say: #'",
        "SELECT '#!'",
        "SELECT a# FROM t",
        "SELECT ARRAY[x, #]",
        "CREATE TABLE t (v VECTOR(16) DEFAULT '#')",
        "SELECT '#",
        "SELECT ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, x, 17]",
      })
  void leavesTheRestAlone(String sql) {
    String text = sql.replace("#", NUMBERS);
    LiftedText lifted = LiftedText.of(text);
    assertThat(lifted.lifted()).isSameAs(text);
    assertThat(lifted.isLifted()).isFalse();
    assertThat(lifted.parameters()).isEmpty();
  }

  @Test
  void textsThatDifferInTheLiteralAloneShareAText() {
    assertThat(LiftedText.of("SELECT v <=> '" + numbers(768) + "' FROM t").lifted())
        .isEqualTo(LiftedText.of("SELECT v <=> '" + numbers(384) + "' FROM t").lifted());
  }

  @Test
  void malformedLiteralsAreLeftToTheParser() {
    String sql = "SELECT v <-> '" + NUMBERS.replace("2.5", "2.5.5") + "' FROM t";
    assertThat(LiftedText.of(sql).isLifted()).isFalse();
  }
}
