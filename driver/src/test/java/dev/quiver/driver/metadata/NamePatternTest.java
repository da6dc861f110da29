package dev.quiver.driver.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of metadata calls. */
class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "%,docs,true",
    "docs,docs,true",
    "DOCS,docs,true",
    "d_cs,docs,true",
    "d\\_cs,docs,false",
    "a\\_b,a_b,true",
    "a\\_b,axb,false",
    "a\\%,a%,true",
    "d%,docs,true",
    "%s,docs,true",
    "%o%,docs,true",
    "%x%,docs,false",
    "'',docs,false",
    "doc,docs,false",
    "docs_,docs,false",
    "%c%cs,ccs,true",
    "a\\,a\\,true"
  })
  void matches(String pattern, String name, boolean expected) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(expected);
  }

  @Test
  void nullMatchesEverything() {
    assertThat(new NamePattern(null).matches("docs")).isTrue();
  }

  @Property
  void agreesWithARegularExpression(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    assertThat(new NamePattern(pattern).matches(name))
        .isEqualTo(Pattern.matches("(?is)" + regex, name));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab%_\\").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("aAb%_\\").ofMaxLength(8);
  }
}
