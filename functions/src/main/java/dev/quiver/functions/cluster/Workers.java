package dev.quiver.functions.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work in numbered parts, shared among the calling thread and a helper for each further processor,
 * at most {@value #MAX_THREADS} threads in all.
 *
 * <p>Parts may run in any order, so their results must not depend on it. The first failure stops
 * what was not begun and is thrown once all threads have ended; a helper never outlives the call.
 */
public final class Workers {
  public static final int MAX_THREADS = 2;

  private Workers() {}

  /** One thread's means of doing parts; made on that thread. */
  public interface Worker {
    void run(int part);
  }

  /** Makes a worker for a thread. */
  public interface Factory {
    Worker create();
  }

  /** How many threads share many parts here, the calling one included. */
  public static int threads() {
    return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /** Runs parts {@code 0 … parts - 1}. */
  public static void run(int parts, Factory factory) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable work =
        () -> {
          try {
            Worker worker = factory.create();
            for (int part = next.getAndIncrement();
                part < parts && failure.get() == null;
                part = next.getAndIncrement()) {
              worker.run(part);
            }
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          }
        };
    int helpers = Math.min(threads(), parts);
    Thread[] threads = new Thread[Math.max(0, helpers - 1)];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(work, "quiver-build");
      threads[i].setDaemon(true);
      threads[i].start();
    }
    work.run();
    for (Thread thread : threads) {
      join(thread);
    }
    Throwable failed = failure.get();
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed instanceof Error e) {
      throw e;
    }
  }

  /** Waits for a helper to end, whoever interrupts: its memory is ours. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
