package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstructionsTest {
  @Test
  void kernelsUseTheVectorApiWhereTheProcessHasIt() {
    boolean wide = Boolean.getBoolean("quiver.test.wide");
    assertThat(Instructions.WIDE).isEqualTo(wide);
    assertThat(Instructions.squaredDifferences() instanceof LaneTerms).isEqualTo(!wide);
    assertThat(Instructions.absoluteDifferences() instanceof LaneTerms).isEqualTo(!wide);
    assertThat(Instructions.products() instanceof LaneTerms).isEqualTo(!wide);
  }
}
