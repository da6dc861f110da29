package dev.quiver.storage.crash;

import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendNotes;

import dev.quiver.storage.file.CrashState;
import dev.quiver.storage.file.CrashStates;
import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Power cuts while the next process opens, writes and cleans up what an earlier power cut left.
 *
 * <p>The first cuts are drawn from all states of a workload, each as likely as another; of the
 * second ones all moments are taken.
 */
final class SecondCuts {
  /** States of one moment of the workload that may be drawn, and of one moment after it. */
  private static final int PER_MOMENT = 40;

  private final Script first;
  private final Conditions conditions;
  private final List<CrashState> drawn;
  private final long seed;
  private final List<String> failures = new ArrayList<>();
  private long states;
  private long opened;
  private int moments;

  /**
   * @param conditions of the processes after the first cut
   * @param cuts how many first ones
   */
  SecondCuts(Workload workload, Conditions conditions, int cuts, long seed) {
    this.first = workload.run(new Conditions() {});
    this.conditions = conditions;
    this.seed = seed;
    this.drawn = draw(cuts);
  }

  private List<CrashState> draw(int cuts) {
    List<CrashState> chosen = new ArrayList<>();
    Random random = new Random(seed);
    int[] seen = new int[1];
    new CrashStates(first.disk(), PER_MOMENT, seed)
        .from(first.startsAfter())
        .visitAll(
            (state, acknowledged, published, moment) -> {
              int place = random.nextInt(++seen[0]);
              if (chosen.size() < cuts) {
                chosen.add(state);
              } else if (place < cuts) {
                chosen.set(place, state);
              }
            });
    return chosen;
  }

  void run() {
    for (CrashState state : drawn) {
      Script second = first.after(state, conditions).open();
      second.commit(
          t -> {
            if (t.view().table(NOTES).isEmpty()) {
              t.createTable(NOTES, NOTES_SCHEMA);
            }
            appendNotes(t, "second");
          },
          c -> {
            if (!c.has(NOTES)) {
              c.create(NOTES);
            }
            c.addNotes("second");
          });
      second.vacuum();
      CrashRun run = new CrashRun(second, PER_MOMENT, seed);
      run.run();
      failures.addAll(run.failures());
      states += run.states();
      opened += run.opened();
      moments += run.moments();
    }
  }

  List<String> failures() {
    return failures;
  }

  long states() {
    return states;
  }

  long opened() {
    return opened;
  }

  int moments() {
    return moments;
  }
}
