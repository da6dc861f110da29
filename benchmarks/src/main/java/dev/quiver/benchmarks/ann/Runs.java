package dev.quiver.benchmarks.ann;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** How the peers inside this process are timed. */
final class Runs {
  private static final int TIMES = 3;

  /** Passes that took so long together are enough. */
  private static final long ENOUGH_NANOS = 3_000_000_000L;

  private Runs() {}

  /** One search. */
  interface Search {
    int[] ids(int query) throws Exception;
  }

  /** What is built. */
  interface Work {
    void run() throws Exception;
  }

  /** Runs a filter's queries up to {@value #TIMES} times; the fastest time counts. */
  static Peer.Run of(String effort, Filter filter, int[][] truth, Search search) throws Exception {
    long best = Long.MAX_VALUE;
    int hits = 0;
    int wanted = 0;
    int least = SearchSet.K;
    long spent = 0;
    for (int time = 0; time < TIMES && spent < ENOUGH_NANOS; time++) {
      int[][] found = new int[truth.length][];
      long start = System.nanoTime();
      for (int q = 0; q < truth.length; q++) {
        found[q] = search.ids(filter.queries()[q]);
      }
      long taken = System.nanoTime() - start;
      best = Math.min(best, taken);
      spent += taken;
      hits = 0;
      wanted = 0;
      for (int q = 0; q < truth.length; q++) {
        int[] right = truth[q];
        hits += (int) Arrays.stream(found[q]).filter(id -> contains(right, id)).count();
        wanted += right.length;
        least = Math.min(least, found[q].length);
      }
    }
    return new Peer.Run(effort, (double) hits / wanted, truth.length * 1e9 / best, least);
  }

  private static boolean contains(int[] ids, int id) {
    return Arrays.stream(ids).anyMatch(other -> other == id);
  }

  static Peer.Build built(Work work) throws Exception {
    var process =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Peer.Build(
        (System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9, "");
  }
}
