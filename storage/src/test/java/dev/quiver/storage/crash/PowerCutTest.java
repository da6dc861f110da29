package dev.quiver.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.file.SimulatedProcess.Conditions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After a power cut at any moment of any workload, in every state that POSIX allows: the commits
 * that were acknowledged are there with exactly their rows, the others wholly or not at all, CHECK
 * finds nothing, and the next write works.
 *
 * <p>{@code -Dquiver.crash.perMoment=5000 -Dquiver.crash.states=5000000} makes the run as long as
 * one likes (default 160 states of a moment, 200,000 in all); {@code -Dquiver.crash.seed} repeats a
 * choice of random ones.
 *
 * <p>And all of it again after a second power cut, while the next process writes and cleans up.
 */
class PowerCutTest {
  private static final int PER_MOMENT = Integer.getInteger("quiver.crash.perMoment", 160);
  private static final long STATES = Long.getLong("quiver.crash.states", 200_000);
  private static final long SEED = Long.getLong("quiver.crash.seed", 1);

  /** How many states of a workload are worked on and cut again. */
  private static final int SECOND_CUTS = Math.max(4, PER_MOMENT / 160);

  private static long states;

  @ParameterizedTest
  @EnumSource(Workload.class)
  void everyStateIsSound(Workload workload) {
    long start = System.nanoTime();
    CrashRun run = new CrashRun(workload.run(new Conditions() {}), PER_MOMENT, SEED);
    run.run();
    report(workload.name(), run.moments(), run.states(), run.opened(), start);
    assertThat(run.failures()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "MULTI_TABLE", "INDEXED_COMPACTION", "VACUUM", "KILLED"})
  void everyStateAfterASecondCutIsSound(Workload workload) {
    long start = System.nanoTime();
    SecondCuts run = new SecondCuts(workload, new Conditions() {}, SECOND_CUTS, SEED);
    run.run();
    report("again " + workload, run.moments(), run.states(), run.opened(), start);
    assertThat(run.failures()).isEmpty();
  }

  private static void report(String what, int moments, long ofWorkload, long opened, long start) {
    states += ofWorkload;
    System.out.printf(
        "%-24s %,6d moments %,9d states %,6d opened %6.1f s%n",
        what, moments, ofWorkload, opened, (System.nanoTime() - start) / 1e9);
  }

  @AfterAll
  static void thereWereEnough() {
    System.out.printf("%,d states%n", states);
    assertThat(states).isGreaterThanOrEqualTo(STATES);
  }
}
