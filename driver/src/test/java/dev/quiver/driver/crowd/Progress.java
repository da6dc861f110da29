package dev.quiver.driver.crowd;

import java.util.concurrent.atomic.AtomicLong;

/** What the threads of one process have done so far. Safe for any number of threads. */
final class Progress {
  final AtomicLong reads = new AtomicLong();
  final AtomicLong conflicts = new AtomicLong();
  final AtomicLong upkeeps = new AtomicLong();

  /** The number of the last transfer that was acknowledged. */
  final AtomicLong acknowledged = new AtomicLong();

  /** The longest time that a thread took to read, in nanoseconds. */
  final AtomicLong longestRead = new AtomicLong();

  @Override
  public String toString() {
    return "reads "
        + reads
        + " commits "
        + acknowledged
        + " conflicts "
        + conflicts
        + " upkeeps "
        + upkeeps
        + " longestRead "
        + longestRead.get() / 1_000_000;
  }
}
