package dev.quiver.storage.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.kill.CommitHammer.Fault;
import dev.quiver.storage.kill.TracedWriter.Call;
import dev.quiver.storage.kill.TracedWriter.Life;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each call by which a real process changes the disk fails, once or from then on, with an error
 * that strace puts in its place: the process goes on, or ends with one error that names the file
 * and the reason (where it can still write); what it had reported is there, another process finds
 * nothing wrong and commits. Skipped where there is no strace, or where it may not trace.
 *
 * <p>{@code -Dquiver.fail.every=1} lets each of them fail (default: one in 40). Files that cannot
 * be created and short writes are left to the simulated disk: strace cannot tell one {@code openat}
 * of the JVM from another, nor let the system write half.
 */
class FailedCallsTest {
  private static final int EVERY = Integer.getInteger("quiver.fail.every", 40);
  private static final Map<String, String> REASONS =
      Map.of("EIO", "Input/output error", "ENOSPC", "No space left on device");

  @TempDir private Path directory;
  private int failures;
  private int errors;

  @Test
  void everyFailureIsOneErrorAndLosesNothing() throws Exception {
    failEachCall(new TracedWriter(directory, Fault.NONE));
    System.out.printf("%,d failed calls, %,d of them reported as errors%n", failures, errors);
    assertThat(errors).isGreaterThan(100 / EVERY).isLessThanOrEqualTo(failures);
  }

  @Test
  void reportingBeforeTheCommitIsCaught() throws Exception {
    TracedWriter writer = new TracedWriter(directory, Fault.REPORTS_EARLY);
    writer.assumeTraceable();
    assertThatThrownBy(() -> failEachCall(writer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("were reported, and there are");
  }

  private void failEachCall(TracedWriter writer) throws IOException, InterruptedException {
    List<Call> calls = writer.calls();
    for (int i = 0; i < calls.size(); i += EVERY) {
      Call call = calls.get(i);
      for (String error : errorsOf(call.name())) {
        for (String when : List.of(call.number() + "", call.number() + "+")) {
          Life life = writer.liveWithout(call.name(), "error=" + error, when);
          assertSound(life, REASONS.get(error), call + " " + error + " " + when);
        }
      }
    }
  }

  /** What may happen to a call. */
  private static List<String> errorsOf(String call) {
    return switch (call) {
      case "fsync", "fdatasync", "unlink" -> List.of("EIO");
      default -> List.of("EIO", "ENOSPC");
    };
  }

  private void assertSound(Life life, String reason, String what) {
    failures++;
    assertThat(life.exit())
        .as(what + " " + life.standardError())
        .isIn(0, CommitHammer.FAILED, CommitHammer.UNHEARD);
    if (life.exit() == CommitHammer.FAILED) {
      errors++;
    }
    boolean isMute = what.startsWith("write") && what.endsWith("+");
    if (life.exit() == CommitHammer.FAILED && !isMute) {
      assertThat(life.standardError().lines()).as(what).singleElement().asString().contains(reason);
    } else {
      assertThat(life.standardError()).as(what).isEmpty();
    }
    assertThat(life.reports().look()).as(what).isEmpty();
    try (Database database =
            Database.open(new LocalFileStore(life.database()), OpenOptions.DEFAULT);
        Transaction t = database.begin()) {
      t.createTag("after");
      assertThat(t.commit("CREATE TAG").tags()).as(what).containsKey("after");
    }
  }
}
