package dev.quiver.driver.crowd;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A process of four threads on one database: {@code URL NAME FAULT}. One makes transfers, two read;
 * the fourth reads too, or where the name ends in 0 optimizes and vacuums. Tells how far it is
 * every now and then, and ends when its input does.
 */
final class CrowdProcess {
  private static final long TELL_MILLIS = 50;

  private interface Work {
    void run(Connection connection, BooleanSupplier going) throws SQLException;
  }

  private final String url;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicBoolean ending = new AtomicBoolean();

  private CrowdProcess(String url) {
    this.url = url;
  }

  public static void main(String[] args) throws Exception {
    CrowdProcess process = new CrowdProcess(args[0]);
    String name = args[1];
    Progress progress = new Progress();
    Fault fault = Fault.valueOf(args[2]);
    Work reading = (connection, going) -> new ReadingThread(connection, name, progress).run(going);
    process.start(
        (connection, going) ->
            new TransferringThread(connection, name, fault, progress).run(going));
    process.start(reading);
    process.start(reading);
    process.start(
        name.endsWith("0") ? (connection, going) -> upkeep(connection, progress, going) : reading);
    process.await(progress);
  }

  private static void upkeep(Connection connection, Progress progress, BooleanSupplier going)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      while (going.getAsBoolean()) {
        statement.execute("OPTIMIZE TABLE accounts");
        statement.execute("OPTIMIZE TABLE journal");
        statement.execute("VACUUM DATABASE RETAIN 1 VERSIONS");
        progress.upkeeps.incrementAndGet();
      }
    }
  }

  private void start(Work work) {
    running.add(
        threads.submit(
            () -> {
              try (Connection connection = DriverManager.getConnection(url)) {
                work.run(connection, () -> !ending.get());
              } finally {
                ending.set(true);
              }
              return null;
            }));
  }

  private void await(Progress progress) throws Exception {
    while (!ending.get()) {
      System.out.println(progress);
      Thread.sleep(TELL_MILLIS);
      if (System.in.available() > 0) {
        ending.set(true);
      }
    }
    threads.shutdown();
    for (Future<?> thread : running) {
      try {
        thread.get();
      } catch (ExecutionException e) {
        System.out.println("failure " + e.getCause());
        System.exit(1);
      }
    }
    System.out.println(progress);
  }
}
