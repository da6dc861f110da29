package dev.quiver.planner.operator;

import java.util.function.Supplier;

/**
 * One holder's share of a {@link MemoryBudget}: grows as the holder gathers, and is gone when it is
 * closed. For one thread.
 */
public final class HeldMemory implements AutoCloseable {
  private final MemoryBudget budget;
  private final Supplier<String> holder;
  private long bytes;

  HeldMemory(MemoryBudget budget, Supplier<String> holder) {
    this.budget = budget;
    this.holder = holder;
  }

  /** What is held now. */
  public long bytes() {
    return bytes;
  }

  /**
   * Holds so many bytes more; to be called before they are made, where that can be.
   *
   * @throws dev.quiver.functions.error.QuiverException MEMORY_LIMIT; then no more is held than was
   */
  public void reserve(long more) {
    if (more > 0) {
      budget.take(more, holder);
      bytes += more;
    }
  }

  /**
   * Holds so many bytes in all from now on, be it more or less.
   *
   * @throws dev.quiver.functions.error.QuiverException MEMORY_LIMIT; then as much is held as was
   */
  public void resize(long all) {
    reserve(all - bytes);
    if (all < bytes) {
      budget.giveBack(bytes - all);
      bytes = all;
    }
  }

  /** Holds nothing any more. */
  @Override
  public void close() {
    resize(0);
  }
}
