package dev.quiver.storage.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiver.storage.kill.CommitHammer.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final List<String> CALLS =
      List.of("write", "pwrite64", "fsync", "fdatasync", "link", "rename", "unlink", "mkdir");
  private static final int EVERY = Integer.getInteger("quiver.kill.every", 32);

  /** Enough for one round of maintenance, with a commit before and after. */
  private static final int COMMITS = 4;

  private static final Pattern CALL = Pattern.compile("^([0-9]+) +([a-z0-9]+)\\(");
  private static final int KILLED = 128 + 9;

  @TempDir private Path directory;
  private int kills;
  private String wrong = "";

  /** A call of one thread, counted from 1, as strace counts them. */
  private record Call(String name, int number) {}

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

  private void killBeforeEachCall(Fault fault) throws Exception {
    List<Call> calls = calls(fault);
    assertThat(calls).extracting(Call::name).contains("write", "fsync", "link", "unlink");
    for (int i = 1; wrong.isEmpty() && i < calls.size(); i += EVERY) {
      killBefore(calls.get(i), fault);
    }
  }

  /** Those that a process makes which is not killed. */
  private List<Call> calls(Fault fault) throws Exception {
    Path trace = directory.resolve("trace");
    run("all", fault, "-o", trace.toString(), "-e", "trace=" + String.join(",", CALLS));
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> most = new TreeMap<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher call = CALL.matcher(line);
      if (call.find()) {
        most.merge(call.group(2), counts.merge(call.group(), 1, Integer::sum), Math::max);
      }
    }
    List<Call> calls = new ArrayList<>();
    most.forEach(
        (name, number) ->
            IntStream.rangeClosed(1, number).forEach(i -> calls.add(new Call(name, i))));
    return calls;
  }

  private void killBefore(Call call, Fault fault) throws Exception {
    String injection = call.name() + ":error=EIO:signal=KILL:when=" + call.number();
    String place = call.name() + call.number();
    Acknowledged reports =
        run(
            place,
            fault,
            "-o",
            "/dev/null",
            "-e",
            "trace=" + call.name(),
            "-e",
            "inject=" + injection);
    if (!reports.look().isEmpty()) {
      wrong = "before " + call + ": " + reports.look();
    }
  }

  private Acknowledged run(String place, Fault fault, String... options) throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "no strace");
    Path database = directory.resolve(place + "/db");
    CommitHammer.create(database);
    Acknowledged reports = new Acknowledged(database);
    List<String> command = new ArrayList<>(List.of(STRACE.toString(), "-f", "-qq"));
    command.addAll(List.of(options));
    Writer writer = new Writer(database, "w", fault, COMMITS, command);
    int exit = writer.live(reports, -1, 0);
    assumeTrue(!writer.standardError().contains("ptrace"), "strace may not trace here");
    assertThat(exit).as(writer.standardError()).isIn(0, KILLED);
    kills += exit == KILLED ? 1 : 0;
    return reports;
  }
}
