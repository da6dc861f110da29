package dev.quiver.functions.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikePatternTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "A", "é", "É", "日", "😀", "%", "_", "\n")
        .list()
        .ofMaxSize(9)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "A", "é", "日", "😀", "%", "%", "_", "!%", "!_", "!!")
        .list()
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 5000)
  void agreesWithARegularExpression(
      @ForAll("patterns") String pattern,
      @ForAll("texts") String text,
      @ForAll boolean ignoreCase) {
    LikePattern like = LikePattern.compile(pattern, OptionalInt.of('!'), ignoreCase);
    int flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    boolean expected = Pattern.compile(regex(pattern), flags).matcher(text).matches();
    assertThat(like.matches(text)).as("'%s' LIKE '%s'", text, pattern).isEqualTo(expected);
    byte[] slice = ("ab" + text + "ba").getBytes(StandardCharsets.UTF_8);
    assertThat(like.matches(slice, 2, slice.length - 2)).isEqualTo(expected);
    if (expected) {
      assertThat(text).startsWith(like.literalPrefix());
    }
    if (like.isLiteral()) {
      assertThat(expected).isEqualTo(text.equals(like.literalPrefix()));
    }
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (points[i] == '%') {
        regex.append(".*");
      } else if (points[i] == '_') {
        regex.append('.');
      } else {
        int literal = points[i] == '!' ? points[++i] : points[i];
        regex.append(Pattern.quote(Character.toString(literal)));
      }
    }
    return regex.toString();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          hello, hello, true
          hello, hell, false
          hello, hell%, true
          hello, %llo, true
          hello, %ell%, true
          hello, h%l%o, true
          hello, h_l_o, true
          hello, hell%lo, false
          hello, Hello, false
          "", "", true
          "", %, true
          "", %%, true
          "", _, false
          日本, __, true
          日本, ______, false
          ab, %_%_%, true
          a, %_%_%, false
          """)
  void examples(String text, String pattern, boolean expected) {
    LikePattern like = LikePattern.compile(pattern, OptionalInt.empty(), false);
    assertThat(like.matches(text)).isEqualTo(expected);
  }

  @Test
  void prefixesServeAsBounds() {
    assertThat(LikePattern.compile("ab%c", OptionalInt.empty(), false).literalPrefix())
        .isEqualTo("ab");
    assertThat(LikePattern.compile("ab_", OptionalInt.empty(), false).literalPrefix())
        .isEqualTo("ab");
    assertThat(LikePattern.compile("%ab", OptionalInt.empty(), false).literalPrefix()).isEmpty();
    assertThat(LikePattern.compile("ab%", OptionalInt.empty(), true).literalPrefix()).isEmpty();
    assertThat(LikePattern.compile("a!%", OptionalInt.of('!'), false).isLiteral()).isTrue();
    assertThat(LikePattern.compile("a%", OptionalInt.of('!'), false).isLiteral()).isFalse();
  }

  @Test
  void percentMayBeTheEscape() {
    LikePattern like = LikePattern.compile("%%a", OptionalInt.of('%'), false);
    assertThat(like.matches("%a")).isTrue();
    assertThat(like.matches("xa")).isFalse();
  }

  @Test
  void manyWildcardsTakeNoExponentialTime() {
    LikePattern like = LikePattern.compile("%a".repeat(40) + "%b", OptionalInt.empty(), true);
    assertThat(like.matches("a".repeat(20_000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a!", "a!b"})
  void aStrayEscapeIsRefused(String pattern) {
    assertThatThrownBy(() -> LikePattern.compile(pattern, OptionalInt.of('!'), false))
        .hasMessage(
            "LIKE pattern '%s': escape '!' must stand before %%, _ or itself, at character 2",
            pattern)
        .extracting("code")
        .isEqualTo(ErrorCode.INVALID_LIKE_ESCAPE);
  }
}
