package dev.quiver.functions.distance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BitKernelsTest {
  @Property(tries = 400)
  void hammingAndJaccardAgreeWithTheirTwins(
      @ForAll @IntRange(min = 1, max = 200) int stride,
      @ForAll @IntRange(max = 12) int rowCount,
      @ForAll @IntRange(max = 8) int density,
      @ForAll Random random) {
    byte[] rows = bits(random, rowCount * stride, density);
    byte[] query = bits(random, stride, density);
    for (Metric metric : new Metric[] {Metric.HAMMING, Metric.JACCARD}) {
      KernelCheck.agreesWithNaive(metric, Distances.ofBits(metric), rows, rowCount, query);
    }
  }

  @Test
  void vectorsWithoutBitsAreEqual() {
    byte[] zero = new byte[9];
    byte[] one = new byte[9];
    one[8] = 4;
    BitDistance jaccard = Distances.ofBits(Metric.JACCARD);
    assertThat(jaccard.distance(zero, 0, zero, 0, 9)).isZero();
    assertThat(jaccard.distance(zero, 0, one, 0, 9)).isOne();
    assertThat(jaccard.distance(one, 0, one, 0, 9)).isZero();
    assertThat(Distances.ofBits(Metric.HAMMING).distance(zero, 0, one, 0, 9)).isOne();
  }

  @Test
  void handComputedValues() {
    byte[] a = {(byte) 0b1011_0001};
    byte[] b = {(byte) 0b1010_0110};
    assertThat(Distances.ofBits(Metric.HAMMING).distance(a, 0, b, 0, 1)).isEqualTo(4);
    assertThat(Distances.ofBits(Metric.JACCARD).distance(a, 0, b, 0, 1)).isEqualTo(1 - 2.0 / 6);
  }

  private static byte[] bits(Random random, int length, int density) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < 8 * length; i++) {
      if (random.nextInt(8) < density) {
        bytes[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return bytes;
  }
}
