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
  private volatile JobStatus status;

  BackgroundJob(String what, Instant startedAt, BooleanSupplier stopping) {
    this.what = what;
    this.startedAt = startedAt;
    this.stopping = stopping;
    this.status = new JobStatus(what, "starting", 0, 0, startedAt);
  }

  @Override
  public void enter(String next, long size) {
    status = new JobStatus(what, next, 0, size, startedAt);
    checkGoingOn();
  }

  @Override
  public void advance(long more) {
    JobStatus now = status;
    status = new JobStatus(what, now.phase(), now.done() + more, now.total(), startedAt);
    checkGoingOn();
  }

  private void checkGoingOn() {
    if (stopping.getAsBoolean()) {
      throw new QuiverException(ErrorCode.CANCELLED);
    }
  }

  JobStatus status() {
    return status;
  }

  JobStatus failed(String why) {
    JobStatus now = status;
    String phase = "failed, to be tried again: " + why;
    return new JobStatus(what, phase, now.done(), now.total(), startedAt);
  }
}
