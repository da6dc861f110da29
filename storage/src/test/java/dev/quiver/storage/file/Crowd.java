package dev.quiver.storage.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Threads that take steps upon what they share until one of them fails or the time is over. */
public final class Crowd {
  private static final int THREADS = 4;
  private static final int STEPS = 200;
  private static final long HANGS_AFTER_SECONDS = 20;

  private Crowd() {}

  /**
   * What went wrong: the first failure of a step, or that threads take no end; empty if nothing.
   *
   * @param <T> what threads share, made anew again and again
   * @param step of one thread
   * @param end what must hold when all threads are done
   */
  public static <T> String failure(Duration most, Callable<T> fresh, Step<T> step, Consumer<T> end)
      throws Exception {
    long until = System.nanoTime() + most.toNanos();
    for (long round = 0; System.nanoTime() < until; round++) {
      String failure = round(fresh.call(), round, step, end);
      if (!failure.isEmpty()) {
        return failure;
      }
    }
    return "";
  }

  /** What a thread does. */
  public interface Step<T> {
    void take(T shared, Random random);
  }

  private static <T> String round(T shared, long round, Step<T> step, Consumer<T> end)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true); // It may never end.
              return thread;
            });
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(round * THREADS + i);
      tasks.add(
          () -> {
            for (int k = 0; k < STEPS; k++) {
              step.take(shared, random);
            }
            return null;
          });
    }
    try {
      for (Future<Void> done : threads.invokeAll(tasks, HANGS_AFTER_SECONDS, TimeUnit.SECONDS)) {
        if (done.isCancelled()) {
          return "it does not end";
        }
        done.get();
      }
      end.accept(shared);
      return "";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (AssertionError e) {
      return e.toString();
    } finally {
      threads.shutdownNow();
    }
  }
}
