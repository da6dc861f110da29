package dev.quiver.storage.upkeep;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.JobStatus;
import dev.quiver.storage.Progress;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Background work under way, which ends early when it is to stop. One thread works, any looks. */
final class BackgroundJob implements Progress {
  private final String what;
  private final Instant startedAt;
  private final BooleanSupplier stopping;
  private volatile String phase = "starting";
  private volatile long done;
  private volatile long total;

  BackgroundJob(String what, Instant startedAt, BooleanSupplier stopping) {
    this.what = what;
    this.startedAt = startedAt;
    this.stopping = stopping;
  }

  @Override
  public void enter(String next, long size) {
    phase = next;
    done = 0;
    total = size;
    checkGoingOn();
  }

  @Override
  public void advance(long more) {
    done += more;
    checkGoingOn();
  }

  private void checkGoingOn() {
    if (stopping.getAsBoolean()) {
      throw new QuiverException(ErrorCode.CANCELLED);
    }
  }

  JobStatus status() {
    return new JobStatus(what, phase, done, total, startedAt);
  }

  JobStatus failed(String why) {
    return new JobStatus(what, "failed, to be tried again: " + why, done, total, startedAt);
  }
}
