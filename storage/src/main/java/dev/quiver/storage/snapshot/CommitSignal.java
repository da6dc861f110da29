package dev.quiver.storage.snapshot;

/** Tells one listener of each commit that a transaction of this open database makes. */
public final class CommitSignal {
  private volatile Runnable listener = () -> {};

  /** The listener must return at once and never fail. */
  public void listen(Runnable told) {
    listener = told;
  }

  public void committed() {
    listener.run();
  }
}
