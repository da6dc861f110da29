package dev.quiver.benchmarks.ann;

import java.util.List;

/** Something that searches: Quiver, or what it is compared with. One thread, default flags. */
interface Peer extends AutoCloseable {
  String name();

  /** Loads the rows and builds the index. */
  Build build() throws Exception;

  /**
   * Searches with growing effort.
   *
   * @param filter whose queries are asked
   * @param truth the right answers to these
   */
  List<Run> search(Filter filter, int[][] truth) throws Exception;

  @Override
  void close() throws Exception;

  /**
   * What an index cost, without loading where that can be told apart.
   *
   * @param cpuSeconds of the whole process
   */
  record Build(double seconds, double cpuSeconds, String remark) {}

  /**
   * One setting's result.
   *
   * @param least the fewest rows that a query was given
   */
  record Run(String effort, double recall, double perSecond, int least) {}
}
