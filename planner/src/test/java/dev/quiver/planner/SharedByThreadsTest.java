package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.operator.HeldMemory;
import dev.quiver.planner.operator.MemoryBudget;
import dev.quiver.planner.statement.Executable;
import dev.quiver.planner.system.ActivityLog;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.JobStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the sessions of one engine share is what one thread alone would have made of it. */
class SharedByThreadsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration UNTIL_CAUGHT = Duration.ofSeconds(60);

  @Test
  void plansThatAreKept() throws Exception {
    int texts = 40;
    int capacity = 16;
    String failure =
        Crowd.failure(
            SHORT,
            () -> new PlanCache(capacity),
            (plans, random) -> {
              String sql = "SELECT " + random.nextInt(texts);
              Executable known = plans.find(sql, "main");
              if (known == null) {
                plans.put(sql, "main", new TextPlan(sql));
              } else {
                assertThat(known).isEqualTo(new TextPlan(sql));
              }
            },
            plans -> {
              int kept = 0;
              for (int i = 0; i < texts; i++) {
                kept += plans.find("SELECT " + i, "main") == null ? 0 : 1;
              }
              assertThat(kept).isEqualTo(capacity);
            });
    assertThat(failure).isEmpty();
  }

  private static final long LIMIT = 100;

  /** Takes a share that may be refused, and gives it back. */
  private static void hold(MemoryBudget budget, Random random) {
    try (HeldMemory share = budget.share(() -> "a test")) {
      share.reserve(random.nextInt(60));
      assertThat(budget.heldBytes()).isBetween(share.bytes(), LIMIT);
      share.resize(random.nextInt(60));
      assertThat(budget.heldBytes()).isBetween(share.bytes(), LIMIT);
    } catch (QuiverException e) {
      assertThat(e).hasMessageContaining("a test");
    }
  }

  @Test
  void memoryThatStatementsHold() throws Exception {
    String failure =
        Crowd.failure(
            SHORT,
            () -> new MemoryBudget(() -> LIMIT),
            SharedByThreadsTest::hold,
            budget -> assertThat(budget.heldBytes()).isZero());
    assertThat(failure).isEmpty();
  }

  /** The same, had it not been made for threads. */
  private static final class CarelessBudget {
    private long held;

    void hold(Random random) {
      long bytes = random.nextInt(60);
      if (held + bytes <= LIMIT) {
        held += bytes;
        Thread.yield();
        held -= bytes;
      }
    }
  }

  @Test
  void aBudgetThatLosesCountIsCaught() throws Exception {
    String failure =
        Crowd.failure(
            UNTIL_CAUGHT,
            CarelessBudget::new,
            CarelessBudget::hold,
            budget -> assertThat(budget.held).isZero());
    assertThat(failure).isNotEmpty();
  }

  @Test
  void statementsAndJobsUnderWay() throws Exception {
    String failure =
        Crowd.failure(
            SHORT,
            ActivityLog::new,
            (log, random) -> {
              long id = log.started(random.nextInt(), "tester", "SELECT 1");
              assertThat(log.statements()).anyMatch(statement -> statement.id() == id);
              String what = "job " + id;
              try (Job job = log.start(what, "phase 1", 1)) {
                assertThat(log.jobs()).anyMatch(status -> status.what().equals(what));
                job.enter("phase 2", 2);
              }
              assertThat(log.jobs()).noneMatch(status -> status.what().equals(what));
              log.ended(id);
              assertThat(log.statements()).noneMatch(statement -> statement.id() == id);
            },
            log -> {
              assertThat(log.jobs()).isEmpty();
              assertThat(log.statements()).isEmpty();
            });
    assertThat(failure).isEmpty();
  }

  /** Phase n has 10 n rows: whoever looks sees no phase with another's numbers. */
  private static void assertOnePhase(JobStatus status) {
    long phase = Long.parseLong(status.phase());
    assertThat(status.total()).isEqualTo(10 * phase);
    assertThat(status.done()).isBetween(0L, status.total());
  }

  @Test
  void howFarAJobIs() throws Exception {
    String failure =
        Crowd.failure(
            SHORT,
            ActivityLog::new,
            (log, random) -> {
              try (Job job = log.start("a job", "1", 10)) {
                for (int i = 0; i < 5; i++) {
                  int phase = 1 + random.nextInt(9);
                  job.enter("" + phase, 10L * phase);
                  job.report(10L * phase);
                  log.jobs().forEach(SharedByThreadsTest::assertOnePhase);
                }
              }
            },
            log -> {});
    assertThat(failure).isEmpty();
  }

  /** A job that is told in three pieces. */
  private static final class CarelessJob {
    private volatile String phase = "1";
    private volatile long done;
    private volatile long total = 10;

    void step(Random random) {
      if (random.nextBoolean()) {
        assertOnePhase(new JobStatus("a job", phase, done, total, java.time.Instant.EPOCH));
        return;
      }
      synchronized (this) {
        int next = 1 + random.nextInt(9);
        phase = "" + next;
        done = 0;
        total = 10L * next;
        done = total;
      }
    }
  }

  @Test
  void aJobThatIsToldInPiecesIsCaught() throws Exception {
    assertThat(Crowd.failure(UNTIL_CAUGHT, CarelessJob::new, CarelessJob::step, job -> {}))
        .isNotEmpty();
  }

  /** Statements under way in a plain set. */
  private static final class CarelessLog {
    private final Collection<Long> statements = new HashSet<>();

    void step(Random random) {
      Long id = random.nextLong();
      statements.add(id);
      assertThat(List.copyOf(statements)).contains(id);
      statements.remove(id);
    }
  }

  @Test
  void aSetThatDoesNotSynchronizeIsCaught() throws Exception {
    assertThat(
            Crowd.failure(
                UNTIL_CAUGHT,
                CarelessLog::new,
                CarelessLog::step,
                log -> assertThat(log.statements).isEmpty()))
        .isNotEmpty();
  }
}
