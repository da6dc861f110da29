package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.storage.Progress;

/** Tells a {@link Progress}, which knows one thread at a time, what several threads do. */
final class BuildMonitor implements Monitor {
  private final Progress progress;

  BuildMonitor(Progress progress) {
    this.progress = progress;
  }

  @Override
  public synchronized void enter(String phase, long total) {
    progress.enter(phase, total);
  }

  @Override
  public synchronized void advance(long steps) {
    progress.advance(steps);
  }

  @Override
  public void check() {
    advance(0);
  }
}
