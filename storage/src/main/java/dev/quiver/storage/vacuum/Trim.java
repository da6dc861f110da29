package dev.quiver.storage.vacuum;

import dev.quiver.storage.Retention;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/** What a retention keeps. */
record Trim(Retention retention, Instant now) {

  /** The oldest version to be kept of a history. */
  long firstVersion(List<VersionRecord> history) {
    long first = first(history.size(), at -> history.get((int) at).committedAt());
    return history.get((int) first).version();
  }

  /** The oldest snapshot to be kept. */
  long oldestSnapshot(CommitLog log, Commit head) {
    long from = head.oldest();
    return from
        + first(head.number() + 1 - from, position -> log.read(from + position).committedAt());
  }

  /** The first of some positions whose successor is not too old, by halving: times increase. */
  private long first(long count, LongFunction<Instant> time) {
    long low = 0;
    long high = Math.max(0, count - retention.versions());
    if (retention.age().isZero()) {
      return high;
    }
    Instant cutOff = now.minus(retention.age());
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (time.apply(middle + 1).isAfter(cutOff)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
