package dev.quiver.benchmarks.ann;

import java.nio.file.Path;
import java.util.List;

/** Something that searches: Quiver, or what it is compared with. One thread a search, no flags. */
interface Peer {
  String name();

  /**
   * Names the directory of its index; another where other parameters or another program make it.
   */
  String key();

  /**
   * Makes the index in an empty directory, in a process of its own.
   *
   * @return a remark on parameters
   * @throws MissingException where it is not installed
   */
  String build(SearchSet set, Path directory, Meter meter) throws Exception;

  Index open(SearchSet set, Path directory) throws Exception;

  /** An index opened for searching. */
  interface Index extends AutoCloseable {
    /** Settings in growing order. */
    List<String> efforts();

    /** Whether it can search with conditions at all. */
    default boolean filters() {
      return true;
    }

    /** Whether a setting is a recall that is promised, so that all of them are of interest. */
    default boolean promises() {
      return false;
    }

    /**
     * Asks a filter's queries one after the other, from the first, until all are asked or so many
     * nanoseconds have passed.
     */
    Pass search(String effort, Filter filter, long enoughNanos) throws Exception;

    @Override
    void close() throws Exception;
  }

  /**
   * What queries were given, the first query first.
   *
   * @param distances by L2, of the same rows
   */
  record Pass(long nanos, List<int[]> ids, List<float[]> distances) {}

  /**
   * Takes the time of what an index costs, loading the rows left out where that can be told apart.
   */
  interface Meter {
    void measure(Work work) throws Exception;

    /** Takes what another process measured. */
    void add(double seconds, double cpuSeconds);
  }

  /** What is timed. */
  interface Work {
    void run() throws Exception;
  }
}
