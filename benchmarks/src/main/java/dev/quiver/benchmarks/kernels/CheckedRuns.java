package dev.quiver.benchmarks.kernels;

/** What the table says of a set of runs beside their times. */
interface CheckedRuns {
  /** Fills what the runs read, and checks all results. */
  void fill();

  /** Bytes of vectors that one run reads. */
  double bytes();

  /** The largest error of the kernel against its naive twin. */
  double largestError();
}
