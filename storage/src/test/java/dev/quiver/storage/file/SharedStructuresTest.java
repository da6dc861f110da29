package dev.quiver.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Pin;
import dev.quiver.storage.snapshot.Pins;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What threads do at once with what they share is as if they had done it one after the other. */
class SharedStructuresTest {
  private static final int ROUNDS = 5_000;
  private static final Duration MOST = Duration.ofSeconds(3);
  private static final Duration UNTIL_CAUGHT = Duration.ofSeconds(60);
  private static final int LIMIT = 3;

  @Test
  void aBudgetOfMappings() throws Exception {
    List<Function<MappingBudget, Object>> operations =
        List.of(
            budget -> budget.take(1),
            budget -> budget.take(2),
            budget -> {
              budget.giveBack(1);
              return true;
            },
            MappingBudget::live);
    Orders<MappingBudget> orders = new Orders<>(() -> new MappingBudget(LIMIT), operations);
    assertThat(orders.areMissing(ROUNDS, 1, MOST)).isFalse();
  }

  /** The same, had it not been made for threads. */
  private static final class Careless {
    private int live;

    boolean take(int mappings) {
      if (live + mappings > LIMIT) {
        return false;
      }
      int before = live;
      Thread.yield();
      live = before + mappings;
      return true;
    }
  }

  @Test
  void aBudgetThatDoesNotSynchronizeIsCaught() throws Exception {
    List<Function<Careless, Object>> operations =
        List.of(budget -> budget.take(1), budget -> budget.take(2), budget -> budget.live);
    assertThat(
            new Orders<>(Careless::new, operations).areMissing(Integer.MAX_VALUE, 1, UNTIL_CAUGHT))
        .isTrue();
  }

  /** Pins and what they hold, so that they are not given up by the collector meanwhile. */
  private static final class HeldPins {
    private final Pins pins = new Pins();
    private final Deque<Pin> held = new ArrayDeque<>();

    boolean pin(long snapshot) {
      Pin pin = pins.pin(snapshot, false);
      synchronized (held) {
        held.add(pin);
      }
      return pin.isLate();
    }

    List<Long> decide(long newest) {
      return pins.decide(newest).stream().sorted().toList();
    }
  }

  @Test
  void whatVacuumDecidesAndWhoPinsMeanwhile() throws Exception {
    List<Function<HeldPins, Object>> operations =
        List.of(pins -> pins.pin(1), pins -> pins.pin(2), pins -> pins.decide(2), p -> p.decide(3));
    assertThat(new Orders<>(HeldPins::new, operations).areMissing(ROUNDS, 1, MOST)).isFalse();
  }
}
