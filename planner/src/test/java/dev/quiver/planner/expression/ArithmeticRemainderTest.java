package dev.quiver.planner.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArithmeticRemainderTest {
  private static final long[] EDGES = {
    1,
    -1,
    2,
    -2,
    3,
    7,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 1L,
    Integer.MIN_VALUE + 1L,
    Integer.MAX_VALUE + 1L,
    Integer.MIN_VALUE - 1L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  @Test
  void isThatOfLongsAtTheEdges() {
    for (long a : EDGES) {
      assertThat(Arithmetic.remainder(0, a)).isZero();
      for (long b : EDGES) {
        assertThat(Arithmetic.remainder(a, b)).as(a + " % " + b).isEqualTo(a % b);
      }
    }
  }

  /** Multiples and their neighbours are where a rounded quotient would be off by one. */
  @Test
  void isThatOfLongsNextToMultiples() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000_000; i++) {
      int b = random.nextInt() >> random.nextInt(31);
      if (b != 0) {
        int a = random.nextInt() / b * b + random.nextInt(3) - 1;
        if (Arithmetic.remainder(a, b) != (long) a % b) {
          assertThat(Arithmetic.remainder(a, b)).as(a + " % " + b).isEqualTo((long) a % b);
        }
      }
    }
  }
}
