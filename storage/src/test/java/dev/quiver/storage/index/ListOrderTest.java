package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that are made piece by piece, beside sorting everything. */
class ListOrderTest {
  private enum Keys {
    SPREAD {
      @Override
      float key(Random random) {
        return 100 * random.nextFloat() - 50;
      }
    },
    MANY_ALIKE {
      @Override
      float key(Random random) {
        return random.nextInt(5);
      }
    },
    ALL_EQUAL {
      @Override
      float key(Random random) {
        return 3;
      }
    },
    ONE_FAR_AWAY {
      @Override
      float key(Random random) {
        return random.nextInt(50) == 0 ? 1e30f : random.nextFloat();
      }
    },
    TOO_FAR_APART {
      @Override
      float key(Random random) {
        return (random.nextBoolean() ? 1 : -1) * Float.MAX_VALUE * random.nextFloat();
      }
    },
    BARELY_APART {
      @Override
      float key(Random random) {
        return random.nextInt(3) * Float.MIN_VALUE;
      }
    },
    INFINITE {
      @Override
      float key(Random random) {
        int kind = random.nextInt(6);
        return kind == 0
            ? Float.POSITIVE_INFINITY
            : kind == 1 ? Float.NEGATIVE_INFINITY : random.nextFloat() - 0.5f;
      }
    };

    abstract float key(Random random);
  }

  @ParameterizedTest
  @EnumSource
  void listsComeByAscendingKeyAndThenByNumber(Keys kind) {
    Random random = new Random(7);
    for (int count : new int[] {0, 1, 2, 3, 17, 100, 1_000}) {
      float[] keys = new float[count];
      for (int i = 0; i < count; i++) {
        keys[i] = kind.key(random);
      }
      List<Integer> expected =
          IntStream.range(0, count)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> keys[i]).thenComparing(i -> i))
              .toList();
      ListOrder order = new ListOrder(keys, count);
      List<Integer> found = new ArrayList<>();
      for (int list = order.next(); list >= 0; list = order.next()) {
        found.add(list);
      }
      assertThat(found).isEqualTo(expected);
      assertThat(order.next()).isEqualTo(-1);
    }
  }

  @Test
  void leastFirstSorts() {
    Random random = new Random(8);
    for (int count = 0; count < 200; count++) {
      long[] numbers = random.longs(count + 3, -1_000, 1_000).toArray();
      long[] expected = Arrays.copyOf(numbers, count);
      Arrays.sort(expected);
      LeastFirst order = new LeastFirst(numbers, count);
      for (long number : expected) {
        assertThat(order.next()).isEqualTo(number);
      }
    }
  }
}
