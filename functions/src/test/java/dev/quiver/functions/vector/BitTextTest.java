package dev.quiver.functions.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitTextTest {
  @Test
  void readsBothForms() {
    for (String text : new String[] {"[1,0,1]", " [ 1 , 0 , 1 ] ", "101", " 101 "}) {
      BitText.Bits bits = BitText.parse(text, "v");
      assertThat(bits.length()).as(text).isEqualTo(3);
      assertThat(bits.packed()).containsExactly(0b101);
    }
  }

  @Property
  void readsWhatItWrote(@ForAll @Size(min = 1, max = 70) boolean[] wanted) {
    StringBuilder plain = new StringBuilder();
    for (boolean bit : wanted) {
      plain.append(bit ? '1' : '0');
    }
    BitText.Bits bits = BitText.parse(plain.toString(), "v");
    String text = BitText.format(bits.packed(), bits.length());
    assertThat(text.replaceAll("[\\[\\],]", "")).isEqualTo(plain.toString());
    assertThat(BitText.parse(text, "v").packed()).containsExactly(bits.packed());
    assertThat(bits.packed()).hasSize((wanted.length + 7) / 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          '' | 1
          []|2
          [1,2]|4
          [1,0|5
          [1 0]|4
          10x|3
          1 0|2
          [1] 1|5
          """)
  void malformedTextIsRefusedWithItsPosition(String text, int position) {
    assertThatThrownBy(() -> BitText.parse(text, "v"))
        .hasMessage("v: '%s' is no vector; expected [number, ...] at character %d", text, position);
  }
}
