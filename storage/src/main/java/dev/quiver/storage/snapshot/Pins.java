package dev.quiver.storage.snapshot;

import dev.quiver.storage.Pin;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The snapshots that this process reads and the work that writes files, as vacuum must know them.
 * Safe for any number of threads.
 *
 * <p>A pin that nobody holds any more counts no longer, closed or not. Beginnings are by the
 * machine's clock, as the times of files are.
 */
public final class Pins {
  private final Set<Held> held = Collections.newSetFromMap(new WeakHashMap<>());
  private long decidedAt;

  private final class Held implements Pin {
    private final long snapshot;
    private final boolean writes;
    private final boolean late;
    private final long beganMillis = System.currentTimeMillis();

    Held(long snapshot, boolean writes, boolean late) {
      this.snapshot = snapshot;
      this.writes = writes;
      this.late = late;
    }

    @Override
    public boolean isLate() {
      return late;
    }

    @Override
    public void close() {
      synchronized (Pins.this) {
        held.remove(this);
      }
    }
  }

  /**
   * Pins the snapshot that something is read or written on.
   *
   * @param writes whether files may be made that no commit names yet
   */
  public synchronized Pin pin(long snapshot, boolean writes) {
    Held pin = new Held(snapshot, writes, snapshot < decidedAt);
    held.add(pin);
    return pin;
  }

  /** When the oldest writing began that still goes on, of all but one; far ahead if none does. */
  public synchronized long oldestWriteMillis(Pin except) {
    return held.stream()
        .filter(p -> p.writes && p != except)
        .mapToLong(p -> p.beganMillis)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * The snapshots pinned. Who pins one below {@code newest} from now on is late, since it is now
   * decided what may be removed.
   */
  public synchronized List<Long> decide(long newest) {
    decidedAt = Math.max(decidedAt, newest);
    return held.stream().filter(p -> !p.late).map(p -> p.snapshot).distinct().toList();
  }
}
