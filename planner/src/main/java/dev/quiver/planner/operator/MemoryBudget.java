package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the running statements of one session may hold in memory together, and what they hold. For
 * any number of threads.
 *
 * <p>Counted, by estimate, is what operators gather before they can give rows: not the rows that
 * pass by, and not files that are mapped. The limit may change at any time; what is held stays.
 */
public final class MemoryBudget {
  private final LongSupplier limitBytes;
  private final AtomicLong held = new AtomicLong();

  public MemoryBudget(LongSupplier limitBytes) {
    this.limitBytes = limitBytes;
  }

  static MemoryBudget unlimited() {
    return new MemoryBudget(() -> Long.MAX_VALUE);
  }

  /**
   * A share for someone, who holds nothing yet.
   *
   * @param holder what errors call it
   */
  public HeldMemory share(Supplier<String> holder) {
    return new HeldMemory(this, holder);
  }

  public long heldBytes() {
    return held.get();
  }

  /**
   * @throws QuiverException MEMORY_LIMIT; then nothing was taken
   */
  void take(long bytes, Supplier<String> holder) {
    long limit = limitBytes.getAsLong();
    long before;
    do {
      before = held.get();
      if (bytes > limit - before) {
        throw new QuiverException(ErrorCode.MEMORY_LIMIT, holder.get(), bytes, before, limit);
      }
    } while (!held.compareAndSet(before, before + bytes));
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
