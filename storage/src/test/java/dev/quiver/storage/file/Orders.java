package dev.quiver.storage.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets threads do random operations on one object at once, and looks for an order of all of them,
 * each thread's in its own, in which one thread alone would have got the same results. Lincheck
 * does so too, and interrupts threads where it likes, but loads an agent: see {@link LincheckTest}.
 *
 * @param <T> what threads share
 */
final class Orders<T> {
  private static final int THREADS = 2;
  private static final int STEPS = 4;

  private final Supplier<T> fresh;
  private final List<Function<T, Object>> operations;

  Orders(Supplier<T> fresh, List<Function<T, Object>> operations) {
    this.fresh = fresh;
    this.operations = operations;
  }

  /** Whether a round has results that no order explains, of all that there is time for. */
  boolean areMissing(int rounds, long seed, Duration most)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + most.toNanos();
    Random random = new Random(seed);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    boolean missing = false;
    try {
      for (int round = 0; round < rounds && !missing && System.nanoTime() < end; round++) {
        int[][] steps = new int[THREADS][];
        for (int thread = 0; thread < THREADS; thread++) {
          steps[thread] = random.ints(STEPS, 0, operations.size()).toArray();
        }
        missing = !isExplained(steps, run(threads, steps));
      }
    } finally {
      threads.shutdownNow();
    }
    return missing;
  }

  private Object[][] run(ExecutorService threads, int[][] steps)
      throws InterruptedException, ExecutionException {
    T shared = fresh.get();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<Object[]>> running = new ArrayList<>();
    for (int[] own : steps) {
      running.add(threads.submit(() -> run(shared, own, start)));
    }
    Object[][] results = new Object[THREADS][];
    for (int thread = 0; thread < THREADS; thread++) {
      results[thread] = running.get(thread).get();
    }
    return results;
  }

  private Object[] run(T shared, int[] steps, CyclicBarrier start)
      throws InterruptedException, BrokenBarrierException {
    Object[] results = new Object[steps.length];
    start.await();
    for (int i = 0; i < steps.length; i++) {
      results[i] = operations.get(steps[i]).apply(shared);
    }
    return results;
  }

  private boolean isExplained(int[][] steps, Object[][] results) {
    return isExplained(steps, results, new ArrayList<>(), new int[THREADS]);
  }

  /** Tries every order that begins as given, from a fresh object each time. */
  private boolean isExplained(int[][] steps, Object[][] results, List<Integer> turns, int[] done) {
    if (!isLike(steps, results, turns)) {
      return false;
    }
    if (turns.size() == THREADS * STEPS) {
      return true;
    }
    for (int thread = 0; thread < THREADS; thread++) {
      if (done[thread] < STEPS) {
        done[thread]++;
        turns.add(thread);
        boolean explained = isExplained(steps, results, turns, done);
        turns.remove(turns.size() - 1);
        done[thread]--;
        if (explained) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isLike(int[][] steps, Object[][] results, List<Integer> turns) {
    T alone = fresh.get();
    int[] done = new int[THREADS];
    boolean like = true;
    for (int thread : turns) {
      int step = done[thread]++;
      Object result = operations.get(steps[thread][step]).apply(alone);
      like &= Objects.equals(result, results[thread][step]);
    }
    return like;
  }
}
