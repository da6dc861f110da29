package dev.quiver.driver.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes of four threads each on one database: readers see whole snapshots and
 * everything acknowledged, while others write, compact and vacuum, and while one is stopped
 * wherever it is.
 *
 * <p>{@code -Dquiver.crowd.processes=8 -Dquiver.crowd.seconds=60} makes it as long as one likes.
 */
class CrowdTest {
  private static final int PROCESSES = Integer.getInteger("quiver.crowd.processes", 3);
  private static final int SECONDS = Integer.getInteger("quiver.crowd.seconds", 3);
  private static final int PATIENCE_SECONDS = 300;
  private static final int READS_WHILE_STOPPED = 3;

  @TempDir private Path directory;

  private final List<StartedProcess> processes = new ArrayList<>();

  @AfterEach
  void killAll() {
    processes.forEach(StartedProcess::kill);
  }

  @Test
  void noReaderFailsOrWaitsWhateverOthersDo() throws Exception {
    try (Connection connection = DriverManager.getConnection(url())) {
      Ledger.create(connection);
      start(PROCESSES, Fault.NONE);
      await("all processes read and write", () -> all(1));
      runFor(SECONDS);
      stopEachFor();
      end();
      verify(connection);
    }
  }

  @Test
  void aTornTransferIsNoticed() throws Exception {
    assertNoticed(Fault.TORN_TRANSFER, "the balances add up to");
  }

  @Test
  void anAcknowledgementThatComesTooEarlyIsNoticed() throws Exception {
    assertNoticed(Fault.EARLY_ACKNOWLEDGEMENT, "was acknowledged, not");
  }

  private void assertNoticed(Fault fault, String complaint) throws Exception {
    try (Connection connection = DriverManager.getConnection(url())) {
      Ledger.create(connection);
      start(1, fault);
      await("the fault is noticed", () -> !processes.get(0).isAlive());
      assertThat(processes.get(0).await(PATIENCE_SECONDS)).isEqualTo(1);
      assertThat(processes.get(0).complaints()).contains(complaint);
    }
  }

  private String url() {
    return "jdbc:quiver:" + directory.resolve("db");
  }

  private void start(int count, Fault fault) throws IOException {
    for (int i = 0; i < count; i++) {
      processes.add(new StartedProcess(url(), "writer" + i, fault));
    }
  }

  private boolean all(long least) {
    return processes.stream()
        .allMatch(p -> !p.isAlive() || (p.count("reads") >= least && p.count("commits") >= least));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("waited in vain until " + what);
      }
      Thread.sleep(20);
    }
  }

  private static void runFor(int seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    await("time is up", () -> System.nanoTime() > end);
  }

  /** While one process stands still, in the midst of whatever, all others go on reading. */
  private void stopEachFor() throws Exception {
    for (StartedProcess stopped : processes) {
      stopped.signal("STOP");
      List<StartedProcess> others = new ArrayList<>(processes);
      others.remove(stopped);
      for (StartedProcess other : others) {
        long wanted = other.count("reads") + READS_WHILE_STOPPED;
        await("another reads on", () -> !other.isAlive() || other.count("reads") >= wanted);
      }
      stopped.signal("CONT");
    }
  }

  private void end() throws Exception {
    for (StartedProcess process : processes) {
      process.askToEnd();
    }
    for (StartedProcess process : processes) {
      assertThat(process.await(PATIENCE_SECONDS)).as(process.complaints()).isZero();
      assertThat(process.complaints()).isEmpty();
    }
  }

  private void verify(Connection connection) throws SQLException {
    long commits = processes.stream().mapToLong(p -> p.count("commits")).sum();
    long longest = processes.stream().mapToLong(p -> p.count("longestRead")).max().orElse(0);
    System.out.printf(
        "%d processes: %d reads, %d commits, %d conflicts, %d upkeeps; longest read %d ms%n",
        PROCESSES, sum("reads"), commits, sum("conflicts"), sum("upkeeps"), longest);
    try (Statement statement = connection.createStatement()) {
      assertThat(number(statement, "SELECT COUNT(*) FROM journal")).isEqualTo(commits);
      assertThat(number(statement, "SELECT SUM(balance) FROM accounts"))
          .isEqualTo((long) Ledger.ACCOUNTS * Ledger.BALANCE);
      for (int i = 0; i < PROCESSES; i++) {
        assertThat(number(statement, "SELECT MAX(n) FROM journal WHERE writer = 'writer" + i + "'"))
            .isEqualTo(processes.get(i).count("commits"));
      }
      try (ResultSet findings = statement.executeQuery("CHECK DATABASE")) {
        while (findings.next()) {
          String result = findings.getString("result");
          assertThat(findings.getString("check").equals("all") || result.equals("ok"))
              .as(result)
              .isTrue();
        }
      }
    }
    assertThat(sum("upkeeps")).isPositive();
  }

  private long sum(String what) {
    return processes.stream().mapToLong(p -> p.count(what)).sum();
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
