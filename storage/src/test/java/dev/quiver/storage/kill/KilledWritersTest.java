package dev.quiver.storage.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.kill.CommitHammer.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four processes write to one directory and are killed with SIGKILL again and again. After every
 * kill, while the others go on, the database opens, CHECK finds nothing, every commit that was
 * reported is there, once, and no commit is there by half.
 *
 * <p>{@code -Dquiver.kill.kills=10000} makes the run as long as one likes (default 200 kills);
 * {@code -Dquiver.kill.seed} repeats the choice of moments.
 */
class KilledWritersTest {
  private static final int KILLS = Integer.getInteger("quiver.kill.kills", 200);
  private static final int KILLS_OF_A_DATABASE = 40;
  private static final List<String> WRITERS = List.of("a", "b", "c", "d");
  private static final int MAX_COMMITS_OF_A_LIFE = 3;
  private static final int MAX_NANOS_OF_A_COMMIT = 12_000_000;
  private static final long KILLED = 128 + 9;

  @TempDir private Path directory;
  private final long seed = Long.getLong("quiver.kill.seed", System.nanoTime());
  private int acknowledged;

  @Test
  void everyReportedCommitSurvivesFourWritersKilledAtRandom() throws Exception {
    long start = System.nanoTime();
    int kills = 0;
    for (int i = 0; kills < KILLS; i++) {
      assertThat(wrong(i, Fault.NONE)).as("seed " + seed).isEmpty();
      kills += KILLS_OF_A_DATABASE;
      System.out.printf(
          "%,d kills, %,d commits reported, nothing wrong, %.0f s%n",
          kills, acknowledged, (System.nanoTime() - start) / 1e9);
    }
    assertThat(acknowledged).isGreaterThan(kills);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isCaught(Fault fault) throws Exception {
    List<String> wrong = List.of();
    for (int i = 0; wrong.isEmpty() && i < 30; i++) {
      wrong = wrong(i, fault);
    }
    assertThat(wrong).isNotEmpty();
  }

  /** What was found wrong while the writers of one database were killed. */
  private List<String> wrong(int number, Fault fault) throws Exception {
    Path database = directory.resolve(number + "/db");
    CommitHammer.create(database);
    Acknowledged reports = new Acknowledged(database);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS.size());
    List<String> wrong = new ArrayList<>();
    try {
      List<Callable<String>> writers = new ArrayList<>();
      for (String name : WRITERS) {
        Random random = new Random(seed + 31L * number + name.hashCode());
        writers.add(() -> killAgainAndAgain(reports, new Victim(database, name, fault), random));
      }
      for (Future<String> writer : threads.invokeAll(writers)) {
        wrong.add(writer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    wrong.add(reports.look());
    acknowledged += reports.all();
    org.assertj.core.util.Files.delete(database.getParent().toFile());
    return wrong.stream().filter(what -> !what.isEmpty()).toList();
  }

  /** A writer that is started anew whenever it was killed. */
  private record Victim(Path database, String name, Fault fault) {
    Writer life(int number) {
      return new Writer(database, name + number, fault, Integer.MAX_VALUE, List.of());
    }
  }

  private static String killAgainAndAgain(Acknowledged reports, Victim victim, Random random)
      throws Exception {
    int lives = KILLS_OF_A_DATABASE / WRITERS.size();
    for (int life = 0; life < lives && !reports.wasWrong(); life++) {
      int lines = 1 + random.nextInt(1 + MAX_COMMITS_OF_A_LIFE);
      Writer writer = victim.life(life);
      int exit = writer.live(reports, lines, random.nextInt(MAX_NANOS_OF_A_COMMIT));
      if (exit != KILLED && victim.fault == Fault.NONE) {
        return "a writer ended by itself: " + writer.standardError();
      }
      reports.look();
    }
    return "";
  }
}
