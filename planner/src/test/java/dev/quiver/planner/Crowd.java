package dev.quiver.planner;

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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Threads that take steps upon what they share until one of them fails or the time is over. */
public final class Crowd {
  private static final int THREADS = 4;
  private static final int STEPS = 300;
  private static final long HANGS_AFTER_SECONDS = 20;

  private Crowd() {}

  /**
   * The first thing that went wrong of all that there was time for; empty if nothing did.
   *
   * @param <T> what threads share, made anew again and again
   * @param step of one thread
   * @param end what must hold when all threads are done
   */
  public static <T> String failure(
      Duration most, Callable<T> fresh, BiConsumer<T, Random> step, Consumer<T> end)
      throws Exception {
    long until = System.nanoTime() + most.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, Crowd::daemon);
    try {
      for (long round = 0; System.nanoTime() < until; round++) {
        T shared = fresh.call();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Random random = new Random(round * THREADS + i);
          tasks.add(
              () -> {
                for (int k = 0; k < STEPS; k++) {
                  step.accept(shared, random);
                }
                return null;
              });
        }
        for (Future<Void> done : threads.invokeAll(tasks, HANGS_AFTER_SECONDS, TimeUnit.SECONDS)) {
          if (done.isCancelled()) {
            return "it does not end";
          }
          done.get();
        }
        end.accept(shared);
      }
      return "";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (AssertionError e) {
      return e.toString();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true); // It may never end.
    return thread;
  }
}
