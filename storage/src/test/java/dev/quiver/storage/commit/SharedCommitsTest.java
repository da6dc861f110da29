package dev.quiver.storage.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.ForwardingStore;
import dev.quiver.storage.file.Crowd;
import dev.quiver.storage.file.MemoryFileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commits that threads and logs make at once in one place are one history for all of them. */
class SharedCommitsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int LOGS = 3;

  /** Every so many commits one bears a tag. */
  private static final int TAGGED = 7;

  /** A place, logs of it, and all that they have told. */
  private static final class Shared {
    private final MemoryFileStore store = new MemoryFileStore("memory");
    private final List<CommitLog> logs = Stream.generate(this::log).limit(LOGS).toList();
    private final Map<Long, UUID> told = new ConcurrentHashMap<>();
    private final Map<Long, UUID> made = new ConcurrentHashMap<>();
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();
    private final AtomicLong newest = new AtomicLong();

    CommitLog log() {
      return new CommitLog(store, Commit.empty(Instant.EPOCH));
    }

    /** The newest commit, which is no older than any that was told before it was asked for. */
    long latest(CommitLog log) {
      long least = newest.get();
      Commit latest = log.latest();
      assertThat(latest.number()).isGreaterThanOrEqualTo(least);
      if (latest.number() > 0) {
        tell(latest);
      }
      return latest.number();
    }

    /** A number stands for one commit, whoever tells of it. */
    private void tell(Commit commit) {
      UUID known = told.putIfAbsent(commit.number(), commit.uuid());
      assertThat(commit.uuid()).isEqualTo(known == null ? commit.uuid() : known);
      assertThat(commit.operation()).isEqualTo("of " + commit.uuid());
      newest.accumulateAndGet(commit.number(), Math::max);
    }

    void publish(CommitLog log, long number, Random random) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());
      Commit commit = new Commit(number, uuid, Instant.EPOCH, "of " + uuid, Map.of(), Map.of(), 0);
      if (log.publish(commit)) {
        assertThat(made.putIfAbsent(number, uuid)).isNull();
        tell(commit);
      } else {
        refused.add(uuid);
      }
    }

    /** A number that a commit may have. */
    long number(Random random) {
      return 1 + random.nextInt((int) newest.get() + 1);
    }

    void find(CommitLog log, long number, boolean isThere) {
      Commit commit = log.find(number);
      assertThat(commit != null || !isThere).isTrue();
      if (commit != null) {
        assertThat(commit.number()).isEqualTo(number);
        tell(commit);
      }
    }

    /** What was told is what was made, and who comes later is told the same. */
    void end() {
      assertThat(made).isEqualTo(told).hasSize((int) newest.get());
      assertThat(refused).doesNotContainAnyElementsOf(told.values());
      assertThat(latest(log())).isEqualTo(newest.get());
    }
  }

  @Test
  void severalLogsOfOnePlace() throws Exception {
    String failure =
        Crowd.failure(
            SHORT,
            Shared::new,
            (shared, random) -> {
              CommitLog log = shared.logs.get(random.nextInt(LOGS));
              switch (random.nextInt(6)) {
                case 0 -> shared.publish(log, shared.number(random), random);
                case 1 -> shared.latest(shared.log());
                case 2 -> {
                  long newest = shared.newest.get();
                  long number = shared.number(random);
                  shared.find(log, number, number <= newest);
                }
                default -> shared.publish(log, shared.latest(log) + 1, random);
              }
            },
            Shared::end);
    assertThat(failure).isEmpty();
  }

  private static List<Long> tagged(long below) {
    return LongStream.iterate(TAGGED, n -> n < below, n -> n + TAGGED).boxed().toList();
  }

  @Test
  void deletionsBesideCommits() throws Exception {
    String failure =
        Crowd.failure(
            SHORT,
            Shared::new,
            (shared, random) -> {
              CommitLog log = shared.logs.get(0);
              switch (random.nextInt(6)) {
                case 0 -> shared.publish(log, shared.number(random), random);
                case 1 -> {
                  long oldest = shared.latest(log);
                  log.deleteBelow(oldest, tagged(oldest));
                }
                case 2 -> shared.find(log, shared.number(random), false);
                case 3 -> {
                  long tag = shared.newest.get() / TAGGED * TAGGED;
                  if (tag > 0) {
                    shared.tell(log.read(tag));
                  }
                }
                default -> shared.publish(log, shared.latest(log) + 1, random);
              }
            },
            Shared::end);
    assertThat(failure).isEmpty();
  }

  /** The newest commit that is listed is given up before it is read, since a newer one was made. */
  @Test
  void aListingThatAVacuumOvertakesIsMadeAgain() {
    Shared shared = new Shared();
    Random random = new Random(1);
    shared.publish(shared.logs.get(0), 1, random);
    shared.store.delete("latest");
    AtomicBoolean overtaken = new AtomicBoolean();
    CommitLog slow =
        new CommitLog(
            new ForwardingStore(shared.store) {
              @Override
              public List<String> list(String directory) {
                List<String> names = super.list(directory);
                if (directory.equals("commits") && !overtaken.getAndSet(true)) {
                  shared.publish(shared.logs.get(1), 2, random);
                  shared.logs.get(1).deleteBelow(2, List.of());
                }
                return names;
              }
            },
            Commit.empty(Instant.EPOCH));
    assertThat(slow.latest().number()).isEqualTo(2);
    assertThat(overtaken).isTrue();
  }

  @Test
  void aVacuumThatIsLateLeavesWhatANewerOneKeeps() {
    Shared shared = new Shared();
    CommitLog log = shared.log();
    Random random = new Random(1);
    for (int number = 1; number <= 20; number++) {
      shared.publish(log, number, random);
    }
    log.deleteBelow(15, List.of(7L, 14L));
    shared.log().deleteBelow(10, List.of(7L)); // It began before commit 14 was given a tag.
    shared.tell(shared.log().read(7));
    shared.tell(shared.log().read(14));
    log.deleteBelow(15, List.of());
    assertThat(shared.store.list("kept")).isEmpty();
  }
}
