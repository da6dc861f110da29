package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Jazzer begins with is read, and survives some damage; see {@link FuzzedReadersTest}. */
class FuzzTargetsTest {
  private static final int DAMAGES = 20;

  @ParameterizedTest
  @EnumSource
  void seedsAndDamagedSeedsAreReadOrRefused(FuzzTarget target) throws IOException {
    List<byte[]> seeds = target.seeds().toList();
    assertThat(seeds).isNotEmpty();
    target.feed(new byte[0]);
    for (byte[] seed : seeds) {
      target.feed(seed);
      for (int i = 0; i < DAMAGES; i++) {
        target.feed(Mutation.of(seed, new Random(i)));
      }
    }
  }
}
