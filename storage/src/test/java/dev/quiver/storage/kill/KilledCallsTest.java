package dev.quiver.storage.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.kill.CommitHammer.Fault;
import dev.quiver.storage.kill.TracedWriter.Call;
import dev.quiver.storage.kill.TracedWriter.Life;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed right before each call by which it changes the disk, placed there by
 * strace; what it had reported must be there afterwards. Skipped where there is no strace, or where
 * it may not trace.
 *
 * <p>{@code -Dquiver.kill.every=1} kills before each of them (default: one in 32).
 */
class KilledCallsTest {
  private static final int EVERY = Integer.getInteger("quiver.kill.every", 32);
  private static final int KILLED = 128 + 9;

  @TempDir private Path directory;
  private int kills;
  private String wrong = "";

  @Test
  void whatWasReportedIsThere() throws Exception {
    killBeforeEachCall(Fault.NONE);
    System.out.printf("killed before %,d calls%n", kills);
    assertThat(wrong).isEmpty();
    assertThat(kills).isGreaterThan(100 / EVERY);
  }

  @Test
  void reportingBeforeTheCommitIsCaught() throws Exception {
    killBeforeEachCall(Fault.REPORTS_EARLY);
    assertThat(wrong).contains("were reported, and there are");
  }

  private void killBeforeEachCall(Fault fault) throws IOException, InterruptedException {
    TracedWriter writer = new TracedWriter(directory, fault);
    List<Call> calls = writer.calls();
    assertThat(calls).extracting(Call::name).contains("write", "fsync", "link", "unlink");
    for (int i = 1; wrong.isEmpty() && i < calls.size(); i += EVERY) {
      Call call = calls.get(i);
      Life life =
          writer.liveWithout(call.name(), "error=EIO:signal=KILL", String.valueOf(call.number()));
      assertThat(life.exit()).as(life.standardError()).isIn(0, KILLED);
      kills += life.exit() == KILLED ? 1 : 0;
      if (!life.reports().look().isEmpty()) {
        wrong = "before " + call + ": " + life.reports().look();
      }
    }
  }
}
