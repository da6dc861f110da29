package dev.quiver.benchmarks.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Kills a {@link Committer} again and again and counts what the next one does not find. */
final class Kills {
  private static final int MAX_COMMITS_OF_A_LIFE = 12;
  private static final int MAX_NANOS_AFTER_A_COMMIT = 6_000_000;
  private static final int SECONDS_TO_OPEN = 600;

  private final Engine engine;
  private final Path scratch;
  private final Random random;
  private Path database;
  private long reported;

  Kills(Engine engine, Path scratch, long seed) throws IOException {
    this.engine = engine;
    this.scratch = scratch;
    this.random = new Random(seed);
    this.database = fresh();
  }

  /**
   * What the openings after kills found.
   *
   * @param lost openings that did not find a reported commit
   * @param halves openings that found one row of two
   */
  record Found(int kills, int unopened, int lost, int halves, long commits) {}

  private Path fresh() throws IOException {
    reported = 0;
    return Files.createTempDirectory(scratch, "killed");
  }

  Found run(int kills) throws IOException, InterruptedException {
    int unopened = 0;
    int lost = 0;
    int halves = 0;
    long commits = 0;
    for (int i = 0; i <= kills; i++) {
      try (Child child = Child.start(Committer.class, engine.name(), database.toString())) {
        String line = child.answerWithin(SECONDS_TO_OPEN);
        if (line == null || !line.startsWith("found ")) {
          unopened++;
          database = fresh();
          continue;
        }
        String[] found = line.split(" ");
        long rows = Long.parseLong(found[1]);
        boolean isHalf = rows % 2 != 0 || rows != Long.parseLong(found[2]) + 1;
        boolean isLost = rows / 2 < reported;
        halves += isHalf ? 1 : 0;
        lost += isLost ? 1 : 0;
        if (isHalf || isLost) {
          database = fresh();
          continue;
        }
        reported = rows / 2;
        long before = reported;
        killAtRandom(child);
        commits += reported - before;
      }
    }
    return new Found(kills, unopened, lost, halves, commits);
  }

  private void killAtRandom(Child child) throws IOException {
    int lines = 1 + random.nextInt(MAX_COMMITS_OF_A_LIFE);
    int nanos = random.nextInt(MAX_NANOS_AFTER_A_COMMIT);
    int said = 0;
    for (String line = child.answer(); line != null; line = child.answer()) {
      reported = Long.parseLong(line) + 1;
      if (++said == lines) {
        LockSupport.parkNanos(nanos);
        child.kill();
      }
    }
  }
}
