package dev.quiver.functions.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTextTest {
  @Test
  void readsSpacesSignsAndExponents() {
    assertThat(VectorText.parse("[0.1, 0.2, 0.3]", "v")).containsExactly(0.1f, 0.2f, 0.3f);
    assertThat(VectorText.parse(" [ +1 ,-2e3\t, 3.5E-2 , .5 , 7. ] ", "v"))
        .containsExactly(1f, -2000f, 0.035f, 0.5f, 7f);
    assertThat(VectorText.parse("[00000000000000000000001]", "v")).containsExactly(1f);
  }

  @Test
  void writesShortestDigits() {
    assertThat(VectorText.format(new float[] {0.1f, 2, -3.5f, 0, -0f, 1e-7f, 1e30f, 123456f}))
        .isEqualTo("[0.1,2,-3.5,0,0,1.0E-7,1.0E30,123456]");
    assertThat(VectorText.format(new float[0])).isEqualTo("[]");
  }

  @Property
  void readsWhatItWrote(@ForAll @Size(min = 1, max = 40) float[] vector) {
    assertThat(VectorText.parse(VectorText.format(vector), "v"))
        .usingComparatorWithPrecision(0f)
        .containsExactly(vector);
  }

  @Property(tries = 2000)
  void readsEveryFloatAsTheJdkDoes(@ForAll int bits, @ForAll @IntRange(max = 25) int extraDigits) {
    float value = Float.intBitsToFloat(bits);
    if (!Float.isFinite(value)) {
      return;
    }
    // Between this float and the next, at and around the middle: where rounding is hardest.
    BigDecimal next = new BigDecimal((double) Math.nextAfter(value, 0));
    BigDecimal middle = new BigDecimal(value).add(next).divide(BigDecimal.valueOf(2));
    for (String text :
        new String[] {Float.toString(value), middle.toString(), round(middle, extraDigits + 1)}) {
      assertThat(VectorText.parse("[" + text + "]", "v")).containsExactly(Float.parseFloat(text));
    }
  }

  @Property(tries = 2000)
  void readsShortDecimalsAsTheJdkDoes(@ForAll Random random) {
    String text =
        Long.toString(random.nextLong() >> random.nextInt(60))
            + (random.nextBoolean() ? "." + random.nextInt(1_000_000) : "")
            + (random.nextBoolean() ? "e" + (random.nextInt(20) - 15) : "");
    assertThat(VectorText.parse("[" + text + "]", "v"))
        .as(text)
        .containsExactly(Float.parseFloat(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          '' | 1
          []|2
          [ ]|3
          0.1, 0.2|1
          [0.1, 0.2|10
          [0.1 0.2]|6
          [0.1,, 0.2]|6
          [0.1,]|6
          [1] x|5
          [-]|3
          [1e]|4
          [.]|3
          [1.2.3]|5
          [abc]|2
          [1f]|3
          [0x10]|3
          """)
  void malformedTextIsRefusedWithItsPosition(String text, int position) {
    assertThatThrownBy(() -> VectorText.parse(text, "column embedding"))
        .isInstanceOf(QuiverException.class)
        .hasMessage(
            "column embedding: '%s' is no vector; expected [number, ...] at character %d",
            text, position)
        .extracting("code")
        .isEqualTo(ErrorCode.VECTOR_TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-Infinity", "inf", "1e39", "-1e9999", "99999999999999999e30"})
  void valuesThatAreNotFiniteAreRefused(String value) {
    assertThatThrownBy(() -> VectorText.parse("[1, " + value + "]", "v"))
        .hasMessage("v: element 2 of a vector is " + value + "; elements must be finite");
  }

  @Test
  void nullElementsAreRefused() {
    assertThatThrownBy(() -> VectorText.parse("[1, null]", "v"))
        .hasMessage("v: element 2 of a vector is NULL");
  }

  @Test
  void longTextsAreCutInMessages() {
    String text = "[" + "1,".repeat(1000) + "x]";
    assertThatThrownBy(() -> VectorText.parse(text, "v"))
        .hasMessageContaining("…' is no vector")
        .hasMessageEndingWith("at character 2002");
  }

  private static String round(BigDecimal value, int digits) {
    return value.round(new java.math.MathContext(digits)).toString();
  }
}
