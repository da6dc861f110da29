package dev.quiver.storage.file;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * How many memory mappings there may be at once, and how many there are. Safe for any number of
 * threads.
 *
 * <p>A process that exhausts the system's mappings is aborted, so all databases of a process share
 * {@link #PROCESS}. Java 17 unmaps only when the garbage collector finds a mapping unreachable;
 * hence each counts until it is collected, and nothing is ever unmapped under a reader.
 */
final class MappingBudget {
  /** A quarter of what Linux allows a process unless told otherwise. */
  static final MappingBudget PROCESS = new MappingBudget(16_384);

  private final int limit;
  private final ReferenceQueue<ByteBuffer> collected = new ReferenceQueue<>();
  private final Set<Reference<?>> watched = new HashSet<>();
  private int live;

  MappingBudget(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /** Takes room for some mappings; false if there is not enough. */
  synchronized boolean take(int mappings) {
    if (live() + mappings > limit) {
      return false;
    }
    live += mappings;
    return true;
  }

  /** Gives room back that was taken and not used. */
  synchronized void giveBack(int mappings) {
    live -= mappings;
  }

  /** Gives a mapping's room back once it is collected. */
  synchronized void watch(ByteBuffer mapping) {
    watched.add(new PhantomReference<>(mapping, collected));
  }

  /** The mappings that there are or that room was taken for. */
  synchronized int live() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      watched.remove(gone);
      live--;
    }
    return live;
  }
}
