package dev.quiver.storage.crash;

import dev.quiver.storage.file.CrashStates;
import java.util.ArrayList;
import java.util.List;

/** Opens every state that a power cut may leave of a script, and compares it with the model. */
final class CrashRun {
  private static final int MAX_FAILURES = 5;

  private final Script script;
  private final CrashStates states;
  private final Openings openings = new Openings();
  private final List<String> failures = new ArrayList<>();
  private long count;
  private int moments;
  private int lastMoment = -1;

  CrashRun(Script script, int limit, long seed) {
    this.script = script;
    this.states = new CrashStates(script.disk(), limit, seed).from(script.startsAfter());
  }

  void run() {
    List<String> expected = script.expected();
    states.visitAll(
        (state, acknowledged, published, moment) -> {
          count++;
          if (moment != lastMoment) {
            lastMoment = moment;
            moments++;
          }
          if (failures.size() < MAX_FAILURES) {
            String wrong = openings.of(state).compare(acknowledged, published, script, expected);
            if (!wrong.isEmpty()) {
              failures.add(
                  "after "
                      + moment
                      + " operations, the last "
                      + (moment == 0 ? "none" : script.disk().operations().get(moment - 1))
                      + ": "
                      + wrong);
            }
          }
        });
  }

  List<String> failures() {
    return failures;
  }

  long states() {
    return count;
  }

  long opened() {
    return openings.opened();
  }

  int moments() {
    return moments;
  }
}
