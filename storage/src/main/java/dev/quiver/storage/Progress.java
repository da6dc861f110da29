package dev.quiver.storage;

/**
 * Is told how far long work is. May throw to end it, when the work undoes what it has not finished.
 */
public interface Progress {
  /** For work of which no one wants to know. */
  Progress NONE = new Progress() {};

  /** Begins a part of the work, of so many rows or files. */
  default void enter(String phase, long total) {}

  /** Some more of the part is done; called every few milliseconds or megabytes. */
  default void advance(long more) {}
}
